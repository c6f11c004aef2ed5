// The server's side of SASL PLAIN (RFC 4616) and LOGIN (draft-murchison-sasl-login), for all three protocols: what a client says becomes a name and a password.

export interface Said {
  readonly user: string
  readonly password: string
}

/** How one protocol asks on: writes the challenge, reads the answering line. */
export type AskOn = (challengeBase64: string) => Promise<string>

/** Null when the client gave up (`*`) or said something that is no answer. */
export async function hearSasl(mechanism: 'PLAIN' | 'LOGIN', initial: string | undefined, ask: AskOn): Promise<Said | null> {
  return mechanism === 'PLAIN' ? plain(initial ?? (await ask(''))) : login(initial, ask)
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
