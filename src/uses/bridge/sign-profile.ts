// Signs a configuration profile by the person's own certificate: CMS (RFC 5652), done by OpenSSL.

import { spawn } from 'node:child_process'
import { SesameError } from '../../model/errors.ts'

/** `pem`: file with the certificate, those above it and its key. The profile goes by pipes: it may hold a password. Throws `profile-unsigned`. */
export function signProfile(profile: string, pem: string): Promise<Buffer> {
  const args = ['cms', '-sign', '-nodetach', '-binary', '-outform', 'DER', '-signer', pem, '-inkey', pem, '-certfile', pem]
  return new Promise((resolve, reject) => {
    const child = spawn('openssl', args, { stdio: ['pipe', 'pipe', 'pipe'] })
    const signed: Buffer[] = []
    let said = ''
    const fail = (why: string) => reject(new SesameError('profile-unsigned', { why }))
    child.stdout.on('data', (chunk: Buffer) => signed.push(chunk))
    child.stderr.on('data', (chunk) => {
      if (said.length < 4_096) said += chunk
    })
    // It says on stderr why it read nothing.
    child.stdin.on('error', () => {})
    child.once('error', (error: NodeJS.ErrnoException) => fail(error.code === 'ENOENT' ? 'openssl ?' : (error.code ?? 'openssl')))
    child.once('close', (code) => (code === 0 ? resolve(Buffer.concat(signed)) : fail(firstLine(said) || `openssl: ${code}`)))
    child.stdin.end(profile)
  })
}

const firstLine = (text: string) => text.trim().split('\n')[0]?.slice(0, 200) ?? ''
