// `sesame vault export`: secrets to a file that another program opens, encrypted unless the person clearly wants otherwise.

import { existsSync } from 'node:fs'
import { EXIT } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import { type ExportFormat, exportFromVault } from '../../sesame.ts'
import { personAt } from '../person.ts'
import { readSecret } from '../secret-input.ts'
import { type CommandRun, type Invocation, listOption, stringOption } from '../spec.ts'
import { vaultPlaceOf } from '../vault-place.ts'

/** Below it a stolen file is guessed in a short time, whatever the derivation. */
const SHORT = 14

export const run: CommandRun = async (invocation) => {
  const { args, options, text, err, out, json } = invocation
  const words = text.vault.transfer
  const file = args[0] === '-' ? null : args[0]!
  const format = (stringOption(options, 'format') ?? 'kdbx') as ExportFormat
  if (file === null && out.interactive) {
    err.line(words.noTerminal)
    return EXIT.usage
  }
  // Said before anything is asked; the writing itself looks again.
  if (file !== null && options.force !== true && existsSync(file)) {
    err.line(`${words.exists(file)} ${words.existsNext}`)
    return EXIT.usage
  }
  if (format === 'bitwarden' && !(await clearYes(invocation))) return EXIT.unsafe
  let refused = false
  const report = await exportFromVault(
    { place: vaultPlaceOf(invocation) },
    {
      file,
      format,
      only: listOption(options, 'only'),
      overwrite: options.force === true,
      kdf: stringOption(options, 'kdf') === 'pbkdf2' ? 'pbkdf2' : 'argon2id',
      passphrase: async () => {
        const secret = await filePassword(invocation)
        refused = secret === 'refused'
        return secret === 'refused' ? null : secret
      },
    },
  ).catch((error: unknown) => {
    if (refused) return null
    throw error
  })
  if (report === null) return EXIT.usage
  if (file === null) process.stdout.write(report.bytes)
  else if (json) out.write(`${JSON.stringify({ file, format, names: report.names, tooLong: report.tooLong })}\n`)
  else out.line(words.exported(report.names.length, file, words.formats[format]))
  if (report.names.length === 0) err.line(words.nothingToExport)
  if (report.tooLong.length > 0) err.line(err.style('yellow', words.tooLong(report.tooLong.join(', '))))
  if (format === 'bitwarden' && file !== null) err.line(err.style('yellow', `${words.exportedPlain(file)} ${words.copies}`))
  return EXIT.works
}

async function clearYes(invocation: Invocation): Promise<boolean> {
  const { options, err, text } = invocation
  const words = text.vault.transfer
  err.line(err.style('yellow', words.plainWarning))
  err.line(words.plainBetter)
  if (options.yes === true) return true
  const person = personAt(invocation)
  if (person === null) {
    err.line(words.plainNeedsYes)
    return false
  }
  if (text.vault.yes.test((await person.line(`${words.plainQuestion} ${text.vault.yesNo}`)).trim())) return true
  err.line(words.cancelled)
  return false
}

/** Typed twice: nobody could open a file whose password was mistyped. Null where nobody can be asked. */
async function filePassword(invocation: Invocation): Promise<Secret | null | 'refused'> {
  const { err, text } = invocation
  const words = text.vault.transfer
  const refuse = (sentence: string) => {
    err.line(sentence)
    return 'refused' as const
  }
  const given = await readSecret(invocation)
  const person = given === undefined ? personAt(invocation) : null
  if (given === undefined && person === null) return null
  const value = given?.reveal() ?? (await person!.hidden(words.askNewPassword))
  if (value === '') return refuse(words.emptyPassword)
  if ([...value].length < SHORT) err.line(err.style('yellow', words.weakPassword))
  if (person !== null && (await person.hidden(words.askAgain)) !== value) return refuse(words.notTheSame)
  return new Secret(value)
}
