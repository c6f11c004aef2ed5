// Reads the server settings of a case as people write them: `outlook.office365.com:993 implicit TLS`, `587, secure=true`, `143 without STARTTLS`.

import type { Security } from '../model/protocol.ts'

export interface EndpointText {
  readonly host?: string
  readonly port?: number
  readonly security?: Security
}

const HOST = /\b((?:[a-z0-9_-]+\.)+[a-z]{2,})\b/i
const PORT = /(?::|\bport\s*|^|[\s,(/])(\d{2,5})(?![\d.])/gi
/** The ports of mail, and what each is for (RFC 8314 §3, RFC 6409, RFC 3501, RFC 1939). */
const PORTS: ReadonlySet<number> = new Set([25, 26, 110, 143, 465, 587, 993, 995, 1025, 1110, 1143, 2525, 2465, 2587])

export function readEndpoint(text: string): EndpointText {
  const host = HOST.exec(text)?.[1]?.toLowerCase()
  const ports = [...text.matchAll(PORT)].map((match) => Number(match[1])).filter((port) => PORTS.has(port))
  const security = readSecurity(text)
  return {
    ...(host !== undefined && { host }),
    // Several ports mean that several were tried: none of them is the one at fault for sure.
    ...(new Set(ports).size === 1 && { port: ports[0]! }),
    ...(security !== undefined && { security }),
  }
}

function readSecurity(text: string): Security | undefined {
  const folded = text.toLowerCase()
  if (
    /\b(without|no|sans|ohne|senza|sin|zonder)\s+(start)?(tls|ssl|encryption)|\bplain\b|\bunencrypted\b|secure\s*=\s*false/.test(folded)
  ) {
    return /secure\s*=\s*false/.test(folded) && /587|starttls/.test(folded) ? 'starttls' : 'plain'
  }
  if (/start\s?tls/.test(folded)) return 'starttls'
  if (
    /implicit|ssl\/tls|\b(use)?ssl\b|secure\s*=\s*true|usessl\s*=\s*true|'?"?secure'?"?\s+(ticked|checked|on)|\bimaps\b|\bsmtps\b|\bpop3s\b/.test(
      folded,
    )
  ) {
    return 'tls'
  }
  return undefined
}
