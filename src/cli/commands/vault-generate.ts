// `sesame vault generate`: a strong password or pass phrase, and how strong it is.

import { EXIT } from '../../model/errors.ts'
import { type GeneratedSecrets, generateSecrets, saveGenerated } from '../../sesame.ts'
import { numberOption } from '../number-option.ts'
import { type CommandRun, type Invocation, stringOption } from '../spec.ts'
import { vaultPlaceOf } from '../vault-place.ts'

const LENGTH = { usual: 20, least: 12, most: 128 }
const WORDS = { usual: 6, least: 4, most: 24 }

export const run: CommandRun = async (invocation) => {
  const { options, lang, text, out, err, json } = invocation
  const words = text.vault.generate
  const whole = (name: string, usual: number, least: number, most: number) => Math.trunc(numberOption(options, name, usual, least, most))
  const count = whole('count', 1, 1, 1000)
  const save = stringOption(options, 'save')
  if (options.words !== undefined && options.length !== undefined) return refuse(invocation, words.oneKind)
  if (save !== undefined && count !== 1) return refuse(invocation, words.oneToSave)
  const made = await generateSecrets({
    lang,
    count,
    plain: options.plain === true,
    provider: stringOption(options, 'for'),
    ...(options.words === undefined
      ? { length: whole('length', LENGTH.usual, LENGTH.least, LENGTH.most) }
      : { words: whole('words', WORDS.usual, WORDS.least, WORDS.most) }),
  })
  if (save !== undefined) {
    const title = made.provider?.name ?? save.split('/').at(-1) ?? save
    const kept = await saveGenerated({ place: vaultPlaceOf(invocation), name: save, title, secret: made.secrets[0]! })
    if (!kept) return refuse(invocation, `${words.taken(save)} ${words.takenNext}`)
  }
  const { kind, bits, strength, provider } = made
  if (json) {
    // The one place where values are the result itself; a saved one stays in the vault.
    const secrets = save === undefined ? made.secrets.map((secret) => secret.reveal()) : []
    out.write(
      `${JSON.stringify({ kind, bits, strength, provider: provider?.id ?? null, takes: provider?.takes ?? null, saved: save ?? null, secrets })}\n`,
    )
    return EXIT.works
  }
  if (save === undefined) for (const secret of made.secrets) out.write(`${secret.reveal()}\n`)
  else out.line(words.saved(save))
  err.line(err.style('dim', words.strength(bits.toFixed(1), words.meaning[strength])))
  if (provider) err.line(providerWords(invocation, provider))
  return EXIT.works
}

function providerWords({ text, lang }: Invocation, { name, takes, appPassword }: NonNullable<GeneratedSecrets['provider']>): string {
  const words = text.vault.generate
  return takes === 'theirs' ? words.provider.theirs(name, appPassword?.[lang] ?? words.anAppPassword) : words.provider[takes](name)
}

function refuse({ err }: Invocation, sentence: string): number {
  err.line(sentence)
  return EXIT.usage
}
