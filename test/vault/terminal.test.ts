// At a terminal: questions on it, nothing typed is shown, answers count. A real pseudo-terminal, by Python's pty.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Secret } from '../../src/model/secret.ts'
import { done } from './program.ts'
import { emptyFolder, entry, openIn, PASSPHRASE, vaultIn } from './world.ts'

const MAIN = fileURLToPath(new URL('../cli/run-main.js', import.meta.url))

/** Waits for each question and types its answer; prints all that the terminal showed, then the exit code. */
const PTY = `
import codecs, json, os, pty, select, sys, time
command, talk = json.loads(sys.argv[1]), json.loads(sys.argv[2])
pid, fd = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
seen, at, end = '', 0, time.time() + 150
# A letter may come in two parts.
letters = codecs.getincrementaldecoder('utf8')('replace')
while time.time() < end:
    if at < len(talk) and talk[at][0] in seen[talk[at][2] if len(talk[at]) > 2 else 0:]:
        seen_before = len(seen)
        os.write(fd, talk[at][1].encode())
        at += 1
        if at < len(talk): talk[at].append(seen_before)
    ready, _, _ = select.select([fd], [], [], 0.2)
    if ready:
        try: part = os.read(fd, 65536)
        except OSError: break
        if not part: break
        seen += letters.decode(part)
print(json.dumps({'seen': seen, 'code': os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}))
`

interface Sat {
  readonly seen: string
  readonly code: number
}

describe('at a terminal', { skip: process.platform === 'win32' }, () => {
  const place = emptyFolder()
  after(() => place.remove())

  async function at(folder: string, args: readonly string[], talk: readonly (readonly [string, string])[], before = ''): Promise<Sat> {
    const node = [process.execPath, MAIN, ...args, '--data', folder]
    const command = before === '' ? node : ['sh', '-c', `${before} | exec "$0" "$@"`, ...node]
    const env = { PATH: process.env.PATH, LANG: 'en_GB.UTF-8', TERM: 'xterm', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }
    const ran = await done(
      spawn('python3', ['-c', PTY, JSON.stringify(command), JSON.stringify(talk)], { stdio: ['ignore', 'pipe', 'pipe'], env }),
    )
    assert.equal(ran.code, 0, ran.stderr)
    return JSON.parse(ran.stdout) as Sat
  }

  it('a passphrase is typed twice and unseen; a short one is declined kindly, two different ones are asked again', async () => {
    const folder = join(place.folder, 'new')
    const { seen, code } = await at(
      folder,
      ['vault', 'init'],
      [
        ['New passphrase', 'tiny\r'],
        ['New passphrase', `${PASSPHRASE}\r`],
        ['The same again', 'something else\r'],
        // An arrow, a letter too many taken back, a line begun anew, a pasted text: as people type.
        ['New passphrase', `\x1b[A${PASSPHRASE}x\x7f\r`],
        ['The same again', `wrong\x15\x1b[200~${PASSPHRASE}\x1b[201~\x1bOB\r`],
      ],
    )
    assert.equal(code, 0, seen)
    assert.match(seen, /no keyring here[\s\S]*Fewer than 8[\s\S]*not the same[\s\S]*Your vault is ready/)
    assert.doesNotMatch(seen, /tiny|battery|something else/)
    ;(await openIn(folder)).close()
  })

  it('a secret is shown after a yes, what it holds does not drive the terminal, and the passphrase may be mistyped', async () => {
    const folder = join(place.folder, 'show')
    const vault = await vaultIn(folder)
    await vault.write(entry('a'), new Secret('hush\x1b[2Jhush'))
    vault.close()
    const { seen, code } = await at(
      folder,
      ['vault', 'show', 'a'],
      [
        ['Passphrase of the vault', 'mistyped\r'],
        ['That is not it', `${PASSPHRASE}\r`],
        ['Show a on this screen? [y/N]', 'y\r'],
      ],
    )
    assert.equal(code, 0, seen)
    assert.match(seen, /hush\\x1b\[2Jhush[\s\S]*was shown on this screen/)
    assert.doesNotMatch(seen, /mistyped|battery/)
    const no = await at(
      folder,
      ['vault', 'show', 'a', '--lang', 'fr'],
      [
        // As French is written: a space that does not break before the colon.
        ['Phrase secrète du coffre\u00a0:', `${PASSPHRASE}\r`],
        ['[o/N]', '\r'],
      ],
    )
    assert.equal(no.code, 4)
    assert.doesNotMatch(no.seen, /hush/)
    const left = await at(
      folder,
      ['vault', 'remove', 'a'],
      [
        ['Passphrase', `${PASSPHRASE}\r`],
        ['[y/N]', '\x03'],
      ],
    )
    assert.equal(left.code, 3, left.seen)
    assert.match(left.seen, /interrupted|stopped/i)
  })

  it('a secret from a pipe leaves the keyboard free for the passphrase', async () => {
    const folder = join(place.folder, 'pipe')
    ;(await vaultIn(folder)).close()
    const { seen, code } = await at(folder, ['vault', 'add', 'b', '--password-stdin'], [['Passphrase', `${PASSPHRASE}\r`]], 'echo piped-in')
    assert.equal(code, 0, seen)
    const vault = await openIn(folder)
    assert.equal((await vault.read('b'))?.secret.reveal(), 'piped-in')
    vault.close()
  })
})
