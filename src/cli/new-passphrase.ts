// A new passphrase: typed twice, judged kindly, or made for the person.

import { SesameError } from '../model/errors.ts'
import { Secret } from '../model/secret.ts'
import { suggestedPassphrase } from '../sesame.ts'
import { type Person, personAt } from './person.ts'
import { readSecret } from './secret-input.ts'
import type { Invocation } from './spec.ts'

/** A slow derivation and eight characters still give a thief work; fewer do not. */
const LEAST = 8
const GOOD = 14
const TRIES = 5

/** `recovery`: Enter alone means none, and null comes back. Throws `no-secret` where nobody can be asked and none was piped in. */
export async function newPassphrase(invocation: Invocation, recovery = false): Promise<Secret | null> {
  const { text, err } = invocation
  const given = await readSecret(invocation)
  if (given !== undefined) return checked(given, text.vault.atLeast(LEAST))
  const person = personAt(invocation)
  if (person === null) {
    if (recovery) return null
    throw new SesameError('no-secret')
  }
  err.line(recovery ? text.vault.adviseRecovery : text.vault.adviseNew)
  for (let n = 0; n < TRIES; n++) {
    const typed = await person.hidden(recovery ? text.vault.askRecovery : text.vault.askNew)
    if (typed === '') return recovery ? null : made(invocation, person)
    if ([...typed].length < LEAST) {
      err.line(text.vault.tooShort(LEAST))
      continue
    }
    if ([...typed].length < GOOD) err.line(text.vault.short)
    if ((await person.hidden(text.vault.askRepeat)) === typed) return new Secret(typed)
    err.line(text.vault.differ)
  }
  throw new SesameError('no-secret')
}

/** From a pipe: too short a one is refused at once, without saying what it was. */
function checked(given: Secret, allowed: string): Secret {
  const { length } = [...given.reveal()]
  if (length < LEAST) throw new SesameError('option-invalid', { option: '--password-stdin', value: '•'.repeat(length), allowed })
  return given
}

async function made({ lang, text, err }: Invocation, person: Person): Promise<Secret> {
  const phrase = await suggestedPassphrase(lang)
  err.line(text.vault.made)
  err.line(err.style('bold', phrase.reveal()), 2)
  for (let n = 0; n < TRIES; n++) {
    if ((await person.hidden(text.vault.typeMade)) === phrase.reveal()) return phrase
    err.line(text.vault.differ)
  }
  throw new SesameError('no-secret')
}
