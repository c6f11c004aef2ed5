// The stages of a probe, in order, as data: what each needs, which facts it gives, and what it touches. The runner obeys this table; so does what asks the person for a yes.

import type { BaseFact } from '../model/facts.ts'
import type { Protocol } from '../model/protocol.ts'

/** `public`: what anybody may ask. `account`: uses the secret. `mailbox`: sends or changes something. */
export type Touches = 'public' | 'account' | 'mailbox'

export type StageId =
  | 'resolve'
  | 'connect'
  | 'other-ports'
  | 'port-speaks'
  | 'secure'
  | 'greet'
  | 'capabilities'
  | 'sign-in'
  | 'enter'
  | 'quota'
  | 'send-to-self'

export interface Stage {
  readonly id: StageId
  readonly touches: Touches
  /** Stages that must have gone well before. */
  readonly needs: readonly StageId[]
  readonly gives: readonly BaseFact[]
  readonly protocols?: readonly Protocol[]
}

export const STAGES: readonly Stage[] = [
  { id: 'resolve', touches: 'public', needs: [], gives: ['dns'] },
  { id: 'connect', touches: 'public', needs: ['resolve'], gives: ['tcp'] },
  { id: 'other-ports', touches: 'public', needs: ['resolve'], gives: ['tcp.others'] },
  { id: 'port-speaks', touches: 'public', needs: ['connect'], gives: ['port.speaks'] },
  { id: 'secure', touches: 'public', needs: ['connect'], gives: ['tls', 'tls.version', 'tls.cert', 'tls.issuer'] },
  { id: 'greet', touches: 'public', needs: ['connect'], gives: ['greeting', 'server.broken'] },
  { id: 'capabilities', touches: 'public', needs: ['greet'], gives: ['server.broken'] },
  { id: 'sign-in', touches: 'account', needs: ['secure', 'greet', 'capabilities'], gives: ['sign-in', 'mechanism', 'secret.shape'] },
  { id: 'enter', touches: 'account', needs: ['sign-in'], gives: ['mailbox', 'sender'] },
  { id: 'quota', touches: 'account', needs: ['enter'], gives: ['quota'], protocols: ['imap'] },
  { id: 'send-to-self', touches: 'mailbox', needs: ['enter'], gives: [] },
]

/** What a whole probe touches: with a secret the account, without one only what is public. */
export function touchesOf(withSecret: boolean): readonly Touches[] {
  return withSecret ? ['public', 'account'] : ['public']
}
