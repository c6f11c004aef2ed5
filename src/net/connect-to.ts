// `--connect-to HOST1:PORT1:HOST2:PORT2` with curl's meaning: who asks for HOST1:PORT1 is connected to HOST2:PORT2, and TLS still checks HOST1.

import { plainHost } from './host.ts'

export interface ConnectTo {
  /** Undefined matches any. */
  readonly host?: string
  readonly port?: number
  /** Undefined keeps what was asked. */
  readonly toHost?: string
  readonly toPort?: number
}

const HOST = String.raw`(\[[^\]]*\]|[^:[\]]*)`
const RULE = new RegExp(`^${HOST}:(\\d{0,5}):${HOST}:(\\d{0,5})$`)

/** Returns null when the text is not a rule. */
export function parseConnectTo(text: string): ConnectTo | null {
  const match = RULE.exec(text.trim())
  if (match === null) return null
  const [, host = '', port = '', toHost = '', toPort = ''] = match
  if (Number(port) > 65535 || Number(toPort) > 65535) return null
  return {
    ...(host && { host: plainHost(host) }),
    ...(port && { port: Number(port) }),
    ...(toHost && { toHost: plainHost(toHost) }),
    ...(toPort && { toPort: Number(toPort) }),
  }
}

/** The first rule that matches and says something decides, as in curl: a rule with nothing on the right lets the next one speak. */
export function redirectTo(rules: readonly ConnectTo[], host: string, port: number): { readonly host: string; readonly port: number } {
  const asked = plainHost(host)
  const rule = rules.find(
    (r) =>
      (r.host === undefined || r.host === asked) &&
      (r.port === undefined || r.port === port) &&
      (r.toHost !== undefined || r.toPort !== undefined),
  )
  return { host: rule?.toHost ?? asked, port: rule?.toPort ?? port }
}
