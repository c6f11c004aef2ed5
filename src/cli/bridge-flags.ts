// What the bridge's commands share: where the keys are, and the listening addresses that were asked for.

import { SesameError } from '../model/errors.ts'
import { PROTOCOLS } from '../model/protocol.ts'
import type { BridgeRequest, Listener } from '../sesame.ts'
import { networkRequest } from './network-flags.ts'
import { type Invocation, listOption, type OptionValues } from './spec.ts'
import { vaultPlaceOf } from './vault-place.ts'

export function bridgeRequest(invocation: Invocation): BridgeRequest {
  const { folder, env, ask } = vaultPlaceOf(invocation)
  return { ...networkRequest(invocation), data: folder, env, askPassphrase: ask }
}

/** Beside the well-known numbers, so that no right of an administrator is needed. */
const USUAL = { imap: 1143, pop3: 1110, smtp: 1587 } as const

/** `--imap 1143`, `--imap 192.168.1.5:1143`, `--imap tls:127.0.0.1:1993`; the three usual ones when none is named. Throws `option-invalid`. */
export function listenersFrom(options: OptionValues): readonly Listener[] {
  const oldTls = options['old-tls'] === true
  const named = PROTOCOLS.flatMap((protocol) =>
    listOption(options, protocol).map((text) => {
      const match = /^(?:(plain|starttls|tls):)?(?:(\[[^\]]+\]|[^:]+):)?(\d{1,5})$/.exec(text)
      const port = Number(match?.[3])
      if (match === null || port > 65_535)
        throw new SesameError('option-invalid', {
          option: `--${protocol}`,
          value: text,
          allowed: '1143, 127.0.0.1:1143, tls:127.0.0.1:1993',
        })
      const address = (match[2] ?? '127.0.0.1').replace(/^\[|\]$/g, '')
      return { protocol, address, port, security: (match[1] ?? 'starttls') as Listener['security'], oldTls }
    }),
  )
  if (named.length > 0) return named
  return PROTOCOLS.map((protocol) => ({ protocol, address: '127.0.0.1', port: USUAL[protocol], security: 'starttls', oldTls }))
}
