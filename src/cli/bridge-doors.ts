// Where the bridge listens: as named on the command line, else as its settings say, else where it usually does.

import { PROTOCOLS } from '../model/protocol.ts'
import { keptListeners, type Listener } from '../sesame.ts'
import { bridgeRequest, listenersFrom } from './bridge-flags.ts'
import { type Invocation, listOption } from './spec.ts'

export async function bridgeDoors(invocation: Invocation): Promise<readonly Listener[]> {
  const { options } = invocation
  const named = PROTOCOLS.some((protocol) => listOption(options, protocol).length > 0)
  return (named ? null : await keptListeners(bridgeRequest(invocation))) ?? listenersFrom(options)
}
