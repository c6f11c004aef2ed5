// A device with its new password: the one time that it is shown.

import { EXIT } from '../../model/errors.ts'
import type { AddedDevice } from '../../sesame.ts'
import type { Invocation } from '../spec.ts'

/** The password stands in the JSON too: whoever asked for it by a program has to get it somehow, and it opens nothing but this bridge. */
export function renderNewDevice({ text, json, out, err }: Invocation, { device, account, password }: AddedDevice): number {
  if (json) {
    const { hash: _, ...shown } = device
    out.write(`${JSON.stringify({ device: shown, account: account.id, user: account.id, password: password.reveal() })}\n`)
    return EXIT.works
  }
  const words = text.bridge
  err.line(words.added(device.title, account.id))
  err.line()
  out.line(`${words.user}: ${account.id}`)
  out.line(`${words.password}: ${password.reveal()}`)
  err.line()
  err.line(words.shownOnce)
  err.line(words.typeIt(device.id))
  return EXIT.works
}
