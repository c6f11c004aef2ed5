// What Microsoft Graph wants to see before it sends for somebody; given to this room, which knows no vault.

import type { Secret } from '../../model/secret.ts'
import type { Account, Shut } from '../shapes.ts'

export interface GraphKey {
  readonly token: Secret
  /** `https://graph.microsoft.com/v1.0`, or that of a national cloud. */
  readonly root: string
  /** `/me`, or `/users/scan%40contoso.example` for a shared mailbox and for an app that signs in as itself. */
  readonly mailbox: string
}

export interface GraphKeys {
  /** The kept sign-in holds Mail.Send: Graph may be used without asking anybody. */
  granted(account: Account): Promise<boolean>
  /** `notThis`: Graph has just refused it. Never throws for what a server does. */
  key(
    account: Account,
    notThis?: Secret,
  ): Promise<{ readonly ok: true; readonly key: GraphKey } | { readonly ok: false; readonly shut: Shut }>
}
