// What happens to queued mail, for the log, the metrics, the notices and the page. Never holds a secret or a message.

/** Why an account's mail stands still. `smtp-off`: the organisation allows no sending by SMTP. `gone`: the account was removed. */
export type PauseKind =
  | 'reauthorize'
  | 'policy'
  | 'unavailable'
  | 'throttled'
  | 'not-connected'
  | 'refused'
  | 'smtp-off'
  | 'graph-permission'
  | 'gone'

export type QueueEvent =
  | { readonly kind: 'queued'; readonly account: string; readonly device: string; readonly mail: string; readonly size: number }
  | {
      readonly kind: 'mail-sent'
      readonly account: string
      readonly mail: string
      readonly way: 'smtp' | 'graph'
      readonly recipients: number
      readonly afterMs: number
    }
  /** A try that did not work; there will be another at `next`. `unsure`: the connection broke after the final dot. */
  | {
      readonly kind: 'mail-later'
      readonly account: string
      readonly mail: string
      readonly said: string
      readonly next: number
      readonly unsure: boolean
    }
  /** `bounce`: the mail that tells the owner; null where the mail was itself one. */
  | {
      readonly kind: 'mail-failed'
      readonly account: string
      readonly mail: string
      readonly recipients: readonly string[]
      readonly said: string
      readonly bounce: string | null
    }
  /** All mail of the account waits. Told once for each cause. */
  | { readonly kind: 'mail-waits'; readonly account: string; readonly why: PauseKind; readonly said: string; readonly mails: number }
  | { readonly kind: 'mail-goes-on'; readonly account: string }
