// What a device is made to trust: our authority, shown and written to a file that may be given to anybody.

import type { Listener } from '../../bridge/shapes.ts'
import { openKeys } from '../keys.ts'
import { type TrustedAuthority, trustedAuthority } from './authority.ts'
import type { BridgeRequest } from './devices.ts'

export interface TrustRequest {
  /** Their addresses may be spoken for. */
  readonly listeners: readonly Listener[]
  /** Another one takes the place of what devices trust now. */
  readonly renew?: boolean
}

/** Made now where there is none yet. Throws what the vault throws. */
export async function bridgeTrust(request: BridgeRequest, { listeners, renew = false }: TrustRequest): Promise<TrustedAuthority> {
  const keys = await openKeys(request)
  try {
    const addresses = listeners.map(({ address }) => address)
    return await trustedAuthority(keys.vault, addresses, renew)
  } finally {
    keys.close()
  }
}
