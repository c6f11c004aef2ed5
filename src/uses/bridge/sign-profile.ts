// Signs a configuration profile by the person's own certificate: CMS (RFC 5652), done by OpenSSL.

import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SesameError } from '../../model/errors.ts'

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/** `pem`: file with the certificate, those above it and its key. The profile goes by pipes: it may hold a password. Throws `profile-unsigned`. */
export async function signProfile(profile: string, pem: string): Promise<Buffer> {
  const above = await aboveIn(pem)
  const args = ['cms', '-sign', '-nodetach', '-binary', '-outform', 'DER', '-signer', pem, '-inkey', pem]
  try {
    return await piped(profile, above === null ? args : [...args, '-certfile', above.file])
  } finally {
    await above?.remove()
  }
}

/** OpenSSL takes the first certificate of the file; those above it must be in one of their own. */
async function aboveIn(pem: string): Promise<{ readonly file: string; remove(): Promise<void> } | null> {
  const text = await readFile(pem, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new SesameError('profile-unsigned', { why: `${pem}: ${error.code}` }, error)
  })
  const [, ...above] = text.match(CERTIFICATE) ?? []
  if (above.length === 0) return null
  const folder = await mkdtemp(join(tmpdir(), 'sesame-sign-'))
  const file = join(folder, 'above.pem')
  await writeFile(file, above.join('\n'))
  return { file, remove: () => rm(folder, { recursive: true, force: true }) }
}

function piped(input: string, args: readonly string[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('openssl', args, { stdio: ['pipe', 'pipe', 'pipe'] })
    const signed: Buffer[] = []
    let said = ''
    const fail = (why: string) => reject(new SesameError('profile-unsigned', { why }))
    child.stdout.on('data', (chunk: Buffer) => signed.push(chunk))
    child.stderr.on('data', (chunk) => {
      if (said.length < 4_096) said += chunk
    })
    // Why it read nothing stands on stderr.
    child.stdin.on('error', () => {})
    child.once('error', (error: NodeJS.ErrnoException) => fail(error.code === 'ENOENT' ? 'openssl ?' : (error.code ?? 'openssl')))
    child.once('close', (code) => (code === 0 ? resolve(Buffer.concat(signed)) : fail(firstLine(said) || `openssl: ${code}`)))
    child.stdin.end(input)
  })
}

const firstLine = (text: string) => text.trim().split('\n')[0]?.slice(0, 200) ?? ''
