// Several processes at once, and processes that are killed: nothing is lost, nothing stays locked.

import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Secret } from '../../src/model/secret.ts'
import { locked, lockFile } from '../../src/store/lock.ts'
import { done, program } from './program.ts'
import { code, emptyFolder, entry, openIn, vaultIn } from './world.ts'

describe('a vault among processes', () => {
  const place = emptyFolder()
  after(() => place.remove())

  it('eight that write at once lose nothing', async () => {
    const folder = join(place.folder, 'eight')
    ;(await vaultIn(folder)).close()
    const ran = await Promise.all(
      Array.from({ length: 8 }, (_, p) =>
        done(
          program(`
            const vault = await openIn(${JSON.stringify(folder)})
            for (let n = 0; n < 6; n++) await vault.write(entry('p${p}-' + n), new Secret('s' + n))
            vault.close()`),
        ),
      ),
    )
    assert.deepEqual(
      ran.map(({ code, stderr }) => [code, stderr]),
      Array(8).fill([0, '']),
    )
    const vault = await openIn(folder)
    const names = (await vault.list()).map(({ name }) => name).sort()
    vault.close()
    assert.deepEqual(names, Array.from({ length: 8 }, (_, p) => Array.from({ length: 6 }, (_, n) => `p${p}-${n}`)).flat())
  })

  it('one that is killed while it writes leaves the old or the new content, and the lock free', async () => {
    const folder = join(place.folder, 'killed')
    const vault = await vaultIn(folder)
    await vault.write(entry('n'), new Secret('0'))
    for (let round = 0; round < 8; round++) {
      const child = program(`
        const vault = await openIn(${JSON.stringify(folder)})
        for (let n = Number((await vault.read('n')).secret.reveal()) + 1; ; n++) {
          await vault.write(entry('n'), new Secret(String(n)))
          process.stdout.write('\\n' + n)
        }`)
      const ended = done(child)
      let last = 0
      child.stdout?.on('data', (text: string) => {
        last = Number(text.trim().split('\n').at(-1))
        // A while after a write, so that every step of the next one is hit some time.
        if (last > 0) setTimeout(() => child.kill('SIGKILL'), Math.random() * 8)
      })
      const { stderr } = await ended
      assert.equal(stderr, '')
      const now = Number((await vault.read('n'))?.secret.reveal())
      assert.ok(now >= last, `${now} after ${last}`)
      // Free at once, and what was left half-made is swept away.
      await vault.write(entry('n'), new Secret(String(now)))
      assert.deepEqual(readdirSync(folder).sort(), ['locks', 'vault.json', 'vault.json.bak'])
    }
    vault.close()
  })

  it('work for one name is alone, and that of other names is not kept waiting', async () => {
    const folder = join(place.folder, 'alone')
    const vault = await vaultIn(folder)
    const child = program(`
      const vault = await openIn(${JSON.stringify(folder)})
      await vault.alone('oauth/marie', () => new Promise((resolve) => { process.stdout.write('in'); setTimeout(resolve, 60_000) }))`)
    const ended = done(child)
    await new Promise((resolve) => child.stdout?.once('data', resolve))
    assert.equal(await vault.alone('oauth/paul', async () => 'other'), 'other')
    await vault.write(entry('x'), new Secret('y'))
    let mine = false
    const waiting = vault.alone('oauth/marie', async () => {
      mine = true
    })
    const busy = locked(lockFile(folder, `${vault.file}\noauth/paul`), () =>
      locked(lockFile(folder, `${vault.file}\noauth/anna`), async () => assert.equal(mine, false)),
    )
    await busy
    child.kill('SIGKILL')
    await ended
    await waiting
    assert.equal(mine, true)
    vault.close()
  })

  it('fifty that wait all get their turn; who must wait too long is told by name', async () => {
    const file = lockFile(place.folder, 'fifty')
    let inside = 0
    let turns = 0
    const turn = () =>
      locked(file, async () => {
        assert.equal(++inside, 1)
        await new Promise((resolve) => setImmediate(resolve))
        inside--
        turns++
      })
    const other = done(program(`for (let n = 0; n < 25; n++) await locked(${JSON.stringify(file)}, async () => {})`))
    await Promise.all(Array.from({ length: 50 }, turn))
    assert.equal((await other).stderr, '')
    assert.equal(turns, 50)
    const holder = program(
      `await locked(${JSON.stringify(file)}, () => new Promise((resolve) => { process.stdout.write('in'); setTimeout(resolve, 60_000) }))`,
    )
    const ended = done(holder)
    await new Promise((resolve) => holder.stdout?.once('data', resolve))
    await assert.rejects(
      locked(file, async () => {}, { timeoutMs: 50, about: 'the vault' }),
      (error: unknown) => code('lock-busy')(error) && /the vault/.test(String(error)),
    )
    holder.kill('SIGKILL')
    await ended
    await locked(file, async () => {})
  })

  it('what fails inside gives the lock back', async () => {
    const file = lockFile(place.folder, 'fails')
    await assert.rejects(
      locked(file, async () => {
        throw new Error('inside')
      }),
      /inside/,
    )
    assert.equal(await locked(file, async () => 1), 1)
  })
})
