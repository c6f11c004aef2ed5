// Where a device's messages go once it is let in: straight to the provider, or into our queue. The session with the device does not see which.

import type { WireReply } from '../wire/session.ts'

/** A reply as it is written: `250 2.1.0 Ok`, several lines where there are several. */
export type SmtpAnswer = Pick<WireReply, 'ok' | 'status' | 'lines'>

export interface SmtpRoute {
  /** Keywords of EHLO that hold on this way. */
  readonly offers: readonly string[]
  from(address: string, parameters: string): Promise<SmtpAnswer>
  to(address: string, parameters: string): Promise<SmtpAnswer>
  /** An answer of status 354 opens the sink. */
  data(): Promise<SmtpAnswer>
  /** Dots are stuffed, line ends are CRLF. Resolves when more may come. */
  write(piece: Buffer): Promise<void>
  /** The message is whole: what the provider (or our disk) says to it. */
  end(): Promise<SmtpAnswer>
  reset(): Promise<void>
  close(): Promise<void>
}

export function answer(line: string): SmtpAnswer {
  return { ok: /^[23]/.test(line), status: line.slice(0, 3), lines: [line] }
}
