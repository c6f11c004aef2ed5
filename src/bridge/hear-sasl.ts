// The server's side of SASL PLAIN (RFC 4616), LOGIN (draft-murchison-sasl-login) and CRAM-MD5 (RFC 2195), for all three protocols: what a client says becomes a wish to come in.

import { randomUUID } from 'node:crypto'

/** A name with its password, or with what proves that the password is known: the digest of our challenge. */
export type Said =
  | { readonly user: string; readonly password: string }
  | { readonly user: string; readonly challenge: string; readonly response: string }

/** How one protocol asks on: writes the challenge, reads the answering line. */
export type AskOn = (challengeBase64: string) => Promise<string>

/** CRAM-MD5 only where a device needs it: whoever can check a digest keeps the password readable. */
export function mechanismsFor({ offersDigest }: { readonly offersDigest: boolean }): readonly string[] {
  return ['PLAIN', 'LOGIN', ...(offersDigest ? ['CRAM-MD5'] : [])]
}

/** Null for a mechanism that is not offered, when the client gave up (`*`), or when it said something that is no answer. */
export async function hearSasl(
  mechanism: string,
  initial: string | undefined,
  ask: AskOn,
  offers: { readonly offersDigest: boolean },
): Promise<Said | null> {
  const name = mechanism.toUpperCase()
  if (!mechanismsFor(offers).includes(name)) return null
  if (name === 'PLAIN') return plain(initial ?? (await ask('')))
  return name === 'LOGIN' ? login(initial, ask) : cramMd5(ask)
}

// RFC 2195 §2: the server's time stamp in <>, never the same twice; then the name, a space, 32 hexadecimal digits.
async function cramMd5(ask: AskOn): Promise<Said | null> {
  const challenge = `<${randomUUID()}@sesame.localhost>`
  const match = /^(.+) ([0-9a-f]{32})$/i.exec(decoded(await ask(base64(challenge))) ?? '')
  return match === null ? null : { user: match[1] as string, challenge, response: (match[2] as string).toLowerCase() }
}

// RFC 4616 §2: [authzid] NUL authcid NUL passwd.
function plain(line: string): Said | null {
  const parts = decoded(line)?.split('\0')
  if (parts?.length !== 3 || !parts[1] || !parts[2]) return null
  return { user: parts[1], password: parts[2] }
}

async function login(initial: string | undefined, ask: AskOn): Promise<Said | null> {
  // Some clients send the name with the command; the others are asked, in the words that every old client knows.
  const user = decoded(initial ?? (await ask(base64('Username:'))))
  if (!user) return null
  const password = decoded(await ask(base64('Password:')))
  return password ? { user, password } : null
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** RFC 4954 §4: `=` is an empty answer. Whatever is no Base64 is no answer. */
function decoded(line: string): string | null {
  const text = line.trim()
  if (text === '*' || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null
  return text === '=' ? '' : Buffer.from(text, 'base64').toString('utf8')
}
