// What the commands of collecting share: the lab, and where keys and collections are.

import type { CollectRequest } from '../sesame.ts'
import { networkRequest } from './network-flags.ts'
import type { Invocation, OptionSpec } from './spec.ts'
import { vaultPlaceOf } from './vault-place.ts'

export const NETWORK_LAB: readonly OptionSpec[] = [
  {
    name: 'lab',
    about: {
      en: 'between mailboxes of the built-in lab, with --data DIR: everybody there has signed in already',
      fr: 'entre des boîtes du laboratoire intégré, avec --data DOSSIER : chacun y est déjà connecté',
    },
  },
]

export function collectRequest(invocation: Invocation): CollectRequest {
  const { folder, env, ask } = vaultPlaceOf(invocation)
  const { lang, signal } = invocation
  return { ...networkRequest(invocation), data: folder, env, askPassphrase: ask, lang, signal }
}
