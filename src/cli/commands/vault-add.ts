// `sesame vault add NAME`: keeps a secret that is typed unseen or piped in; never one that stands on the command line.

import { EXIT, SesameError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import { openVault, type SecretSort } from '../../sesame.ts'
import { personAt, saysYes } from '../person.ts'
import { readSecret } from '../secret-input.ts'
import { type CommandRun, type Invocation, stringOption } from '../spec.ts'
import { vaultPlaceOf } from '../vault-place.ts'

const LONGEST = 200

export const run: CommandRun = async (invocation) => {
  const { args, options, text, json, out } = invocation
  const name = nameOf(args[0] ?? '')
  const due = dayOf(stringOption(options, 'due'))
  const sort = (stringOption(options, 'sort') ?? 'password') as SecretSort
  const secret = await typedOrPiped(invocation, name)
  const vault = await openVault(vaultPlaceOf(invocation))
  try {
    const replaces = (await vault.read(name)) !== null
    if (replaces && !(await saysYes(invocation, text.vault.confirmReplace(name), text.vault.needsYesReplace(name)))) return EXIT.unsafe
    const [user, url, note] = ['user', 'url', 'note'].map((option) => stringOption(options, option))
    await vault.write(
      {
        ...{ name, sort, title: stringOption(options, 'title') ?? name },
        ...(user !== undefined && { user }),
        ...(url !== undefined && { url }),
        ...(note !== undefined && { note }),
        ...(due !== undefined && { due }),
      },
      secret,
    )
    if (json) out.write(`${JSON.stringify({ name, replaced: replaces })}\n`)
    else out.line(text.vault.kept(name))
    return EXIT.works
  } finally {
    vault.close()
  }
}

async function typedOrPiped(invocation: Invocation, name: string): Promise<Secret> {
  const piped = await readSecret(invocation)
  if (piped !== undefined) return piped
  const typed = await personAt(invocation)?.hidden(invocation.text.vault.askValue(name))
  if (!typed) throw new SesameError('no-secret')
  return new Secret(typed)
}

function nameOf(name: string): string {
  if (name.trim() !== '' && name.length <= LONGEST && !/\p{Cc}/u.test(name)) return name
  throw new SesameError('option-invalid', { option: 'NAME', value: name.slice(0, LONGEST), allowed: `1-${LONGEST}` })
}

function dayOf(due: string | undefined): string | undefined {
  if (due === undefined || (/^\d{4}-\d{2}-\d{2}$/.test(due) && !Number.isNaN(Date.parse(due)))) return due
  throw new SesameError('option-invalid', { option: '--due', value: due, allowed: 'YYYY-MM-DD' })
}
