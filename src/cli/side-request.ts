// From options to what opens the ends of a transfer: network, vault, passwords from standard input, questions on the terminal.

import type { SecretKind } from '../model/case.ts'
import { SesameError } from '../model/errors.ts'
import { Secret } from '../model/secret.ts'
import type { GivenKey, RoomRequest, SideShut } from '../sesame.ts'
import { networkRequest } from './network-flags.ts'
import { personAt } from './person.ts'
import { heading } from './render/heading.ts'
import { readPiped } from './secret-input.ts'
import { type Invocation, listOption } from './spec.ts'
import { vaultPlaceOf } from './vault-place.ts'

export interface SideRequest {
  readonly room: RoomRequest
  /** In the order of the ends that sign in. */
  readonly given: readonly GivenKey[]
}

/** `ends`: how many of them may sign in. Throws `option-invalid`, `no-secret`. */
export async function sideRequest(invocation: Invocation, ends: number): Promise<SideRequest> {
  const { options, text, lang, signal } = invocation
  const { folder, env, ask } = vaultPlaceOf(invocation)
  const lines = options['password-stdin'] === true ? await passwordLines(ends) : []
  const kinds = listOption(options, 'secret-kind') as readonly SecretKind[]
  const person = options.saved === true ? null : personAt(invocation)
  const room: RoomRequest = {
    ...networkRequest(invocation),
    ...{ data: folder, env, askPassphrase: ask, lang, signal, saved: options.saved === true, signIns: signInsOf(invocation) },
    onShut: (shut) => showShut(invocation, shut),
    ...(person !== null && {
      askSecret: async ({ label, kind, again }) => {
        const { askAgain, askAppPassword, askPassword } = text.transfer
        const typed = await person.hidden((again ? askAgain : kind === 'app-password' ? askAppPassword : askPassword)(label))
        return typed === '' ? null : new Secret(typed)
      },
    }),
  }
  const given = Array.from({ length: ends }, (_, i): GivenKey => {
    const [line, kind] = [lines[i] ?? '', kinds[i] ?? kinds[0]]
    return { ...(line !== '' && { secret: new Secret(line) }), ...(kind !== undefined && { secretKind: kind }) }
  })
  return { room, given }
}

/** A line's end belongs to the pipe; everything else, spaces too, to the password. */
async function passwordLines(ends: number): Promise<readonly string[]> {
  // On a terminal they are asked for, hidden, each when it is wanted.
  if (process.stdin.isTTY) return []
  const lines = (await readPiped()).replace(/\r?\n$/, '').split(/\r?\n/)
  if (lines.every((line) => line === '')) throw new SesameError('no-secret')
  if (lines.length > ends || lines.some((line) => /[\r\0]/.test(line)))
    throw new SesameError('option-invalid', { option: '--password-stdin', value: '•••', allowed: `1-${ends} lines` })
  return lines
}

function signInsOf({ options }: Invocation): ReadonlyMap<string, string> {
  return new Map(
    listOption(options, 'sign-in').map((text) => {
      const at = text.indexOf('=')
      const [mailbox, name] = [text.slice(0, at).trim().toLowerCase(), text.slice(at + 1).trim()]
      if (at < 0 || mailbox === '' || name === '')
        throw new SesameError('option-invalid', { option: '--sign-in', value: text, allowed: 'info@contoso.example=paul@contoso.example' })
      return [mailbox, name] as const
    }),
  )
}

/** The cause and the steps, before the error says that nothing more was tried. */
function showShut({ err, text, json }: Invocation, { label, diagnosis }: SideShut): void {
  if (json || diagnosis === null) return
  heading(err, label)
  err.line(err.style('bold', diagnosis.title), 2)
  err.line(diagnosis.sentence, 2)
  for (const [i, step] of diagnosis.steps.entries()) err.line(`${i + 1}. ${step}`, 2, 5)
  if (diagnosis.letter !== null) err.line(text.transfer.letter(diagnosis.letter), 2)
  err.line()
}
