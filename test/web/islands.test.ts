// What the islands decide, apart from any browser: the search of the pickers, the line to the server, the check boxes that are kept, what a picture may be.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { distance, indexOf, search } from '../../src/web/islands/fuzzy.ts'
import { type Keep, keptChecks } from '../../src/web/islands/kept-checks.ts'
import { errorOfStatus, MOST_BYTES, refusePictures, saidSoFar } from '../../src/web/islands/read-picture.ts'
import { FIRST, type Happening, type Line, turn } from '../../src/web/islands/reconnect.ts'

const appsIn = (lang: 'fr' | 'en') =>
  indexOf(
    loadKnowledge().clients.map(({ id, name, names }) => ({ id, name: name[lang], names: names.filter((one) => !one.startsWith('/')) })),
  )

describe('the search of the pickers', () => {
  const wanted: readonly (readonly [string, string])[] = [
    ['outlok', 'outlook-windows'],
    ['nouvel outlook', 'outlook-new'],
    ['outlook nouveau', 'outlook-new'],
    ['thunderbrid', 'thunderbird'],
    ['Thunderbird', 'thunderbird'],
    ['iphone', 'apple-mail-ios'],
    ['mail ipad', 'apple-mail-ios'],
    ['courrier windows', 'windows-mail'],
    ['imprimante', 'printer'],
    ['imprimante brother', 'printer-brother'],
    ['caméra', 'camera-alarm'],
    ['CAMERA', 'camera-alarm'],
    ['bluemail', 'bluemail'],
    ['blue mail', 'bluemail'],
    ['emclient', 'em-client'],
    ['k9', 'k-9'],
    ['synologie', 'nas-synology'],
    ['samsung', 'samsung-email'],
    ['live mail', 'windows-live-mail'],
    ['scanner', 'printer'],
  ]
  for (const lang of ['fr', 'en'] as const)
    it(`finds the app that people mean, in ${lang}`, () => {
      const index = appsIn(lang)
      assert.deepEqual(
        wanted.map(([typed]) => [typed, search(index, typed)[0]?.id]),
        wanted.map(([typed, id]) => [typed, id]),
      )
    })

  it('finds nothing for what is nobody’s name, and everything for nothing', () => {
    const index = appsIn('en')
    assert.deepEqual(search(index, 'zzqqxx'), [])
    assert.equal(search(index, ' ', 1000).length, loadKnowledge().clients.length)
  })

  it('finds a message by words of it in any order', () => {
    const messages = ['The server does not respond.', 'Wrong user name or password.', 'The connection timed out.']
    const index = indexOf(messages.map((name, i) => ({ id: String(i), name, names: [] })))
    assert.equal(search(index, 'password user')[0]?.name, messages[1])
    assert.equal(search(index, 'respond server')[0]?.name, messages[0])
  })

  it('finds every app by each of its own names, and never throws', () => {
    const index = appsIn('fr')
    for (const { item } of index.entries)
      for (const name of [item.name, ...item.names])
        assert.ok(
          search(index, name).some((found) => found.id === item.id),
          `${name} does not find ${item.id}`,
        )
    fc.assert(fc.property(fc.string(), (typed) => search(index, typed).length >= 0))
  })

  it('counts slips as people make them', () => {
    assert.equal(distance('outlook', 'outlok', 2), 1)
    assert.equal(distance('thunderbrid', 'thunderbird', 2), 1)
    assert.equal(distance('abc', 'xyz', 2), 3)
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        assert.equal(distance(a, b, 99), distance(b, a, 99))
        assert.equal(distance(a, b, 99) === 0, a === b)
        assert.equal(Math.min(distance(a, b, 2), 3), Math.min(distance(a, b, 99), 3))
      }),
    )
  })
})

describe('the line to the server', () => {
  /** All that is said, and the longest that anybody waits. */
  function live(...happenings: readonly Happening[]): { line: Line; said: readonly string[]; waits: readonly number[] } {
    let line = FIRST
    const said: string[] = []
    const waits: number[] = []
    for (const happening of happenings) {
      const next = turn(line, happening)
      line = next.line
      if (next.say !== null) said.push(next.say)
      if (next.retryIn !== null) waits.push(next.retryIn)
    }
    return { line, said, waits }
  }
  const opened: Happening = { kind: 'opened' }
  const failed: Happening = { kind: 'failed' }
  const dropped: Happening = { kind: 'dropped', afterMs: 60_000 }

  it('says nothing of a line that drops and comes back', () => {
    assert.deepEqual(live(opened, dropped, opened), { line: { state: 'live', failed: 1 }, said: [], waits: [300] })
  })

  it('says once that the server has stopped, once that it is back', () => {
    const { said, line } = live(opened, dropped, failed, failed, failed, opened)
    assert.deepEqual(said, ['stopped', 'back'])
    assert.equal(line.state, 'live')
  })

  it('waits longer each time, never more than five seconds, and starts afresh after a steady line', () => {
    const { waits } = live(opened, dropped, ...Array.from({ length: 9 }, () => failed), opened, dropped)
    assert.deepEqual(
      waits.slice(0, -1),
      waits.slice(0, -1).toSorted((a, b) => a - b),
    )
    assert.equal(Math.max(...waits), 5000)
    assert.equal(waits.at(-1), 300)
  })

  it('slows down before a server that opens and drops at once', () => {
    const hasty: Happening = { kind: 'dropped', afterMs: 3 }
    const { waits, said } = live(opened, hasty, opened, hasty, opened, hasty, opened, hasty)
    assert.deepEqual(said, [])
    assert.deepEqual(waits, [300, 700, 1500, 3000])
  })

  it('gives up where trying again cannot help, and stays so', () => {
    const { line, said, waits } = live(opened, dropped, { kind: 'gone' }, failed, opened)
    assert.deepEqual([line.state, said, waits], ['ended', ['gone'], [300]])
  })

  it('keeps trying at a locked door, which another window may open', () => {
    const refused: Happening = { kind: 'refused' }
    assert.deepEqual(live(opened, dropped, failed, refused, refused, opened).said, ['stopped', 'refused', 'back'])
  })

  it('says nothing of a case that never had a line', () => {
    assert.deepEqual(live({ kind: 'gone' }), { line: { state: 'ended', failed: 0 }, said: [], waits: [] })
  })

  it('says “back” only after “stopped”, whatever happens', () => {
    const happening = fc.oneof(
      fc.constantFrom<Happening>(opened, failed, { kind: 'gone' }, { kind: 'refused' }),
      fc.nat(10_000).map((afterMs): Happening => ({ kind: 'dropped', afterMs })),
    )
    fc.assert(
      fc.property(fc.array(happening), (happenings) => {
        const { said } = live(...happenings)
        for (const [i, word] of said.entries()) if (word === 'back') assert.ok(['stopped', 'refused'].includes(said[i - 1] ?? ''))
      }),
    )
  })
})

describe('check boxes that are kept', () => {
  function memory(): Keep & { readonly held: Map<string, string> } {
    const held = new Map<string, string>()
    return {
      held,
      getItem: (key) => held.get(key) ?? null,
      setItem: (key, value) => void held.set(key, value),
      removeItem: (key) => void held.delete(key),
    }
  }

  it('survive a reload, each case its own', () => {
    const keep = memory()
    const first = keptChecks(keep, 'a1')
    assert.equal(first.set('step-1', true), true)
    first.set('step-3', true)
    first.set('step-1', false)
    assert.deepEqual([...keptChecks(keep, 'a1').ticked()], ['step-3'])
    assert.deepEqual([...keptChecks(keep, 'b2').ticked()], [])
  })

  it('leave nothing behind once cleared', () => {
    const keep = memory()
    const checks = keptChecks(keep, 'a1')
    checks.set('step-1', true)
    checks.clear()
    assert.deepEqual([checks.ticked().size, keep.held.size], [0, 0])
  })

  it('work for as long as the page is open where the browser keeps nothing', () => {
    const refuse = (): never => {
      throw new Error('QuotaExceededError')
    }
    for (const keep of [null, { getItem: refuse, setItem: refuse, removeItem: refuse }]) {
      const checks = keptChecks(keep, 'a1')
      assert.equal(checks.set('step-1', true), false)
      assert.deepEqual([...checks.ticked()], ['step-1'])
    }
  })

  it('read whatever lies there without harm', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (stored) => {
        const keep = memory()
        keep.held.set('sesame.steps.a1', stored)
        for (const step of keptChecks(keep, 'a1').ticked()) assert.equal(typeof step, 'string')
      }),
    )
  })
})

describe('a picture to be read', () => {
  const png = { type: 'image/png', size: 1000 }
  it('is refused before it is sent when it cannot be read', () => {
    assert.equal(refusePictures([png]), null)
    assert.equal(refusePictures([{ ...png, size: MOST_BYTES }]), null)
    assert.equal(refusePictures([{ ...png, size: MOST_BYTES + 1 }]), 'size')
    assert.equal(refusePictures([{ type: 'application/pdf', size: 10 }]), 'type')
    assert.equal(refusePictures([{ type: 'image/svg+xml', size: 10 }]), 'type')
    assert.equal(refusePictures([png, png]), 'many')
    assert.equal(refusePictures([]), 'type')
  })
  it('is followed line by line while it is read', () => {
    assert.deepEqual(saidSoFar(''), { share: 0, read: null })
    assert.deepEqual(saidSoFar('{"progress":0.25}\n{"progress":0.5}\n{"te'), { share: 0.5, read: null })
    assert.deepEqual(saidSoFar('{"progress":0.25}\n{"text":" Wrong password \\n"}\n'), { share: 1, read: { text: 'Wrong password' } })
    assert.deepEqual(saidSoFar('{"text":" "}\n').read, { error: 'empty' })
    assert.deepEqual(saidSoFar('{"error":{"code":"busy"}}\n').read, { error: 'busy' })
    assert.deepEqual(saidSoFar('{"error":null}\n').read, { error: 'failed' })
    fc.assert(fc.property(fc.array(fc.oneof(fc.json(), fc.string())), (lines) => saidSoFar(lines.join('\n')).share <= 1))
  })
  it('has a sentence for each answer of the server', () => {
    assert.deepEqual([0, 413, 415, 408, 504, 429, 503, 422, 500].map(errorOfStatus), [
      'stopped',
      'size',
      'type',
      'slow',
      'slow',
      'busy',
      'busy',
      'failed',
      'failed',
    ])
  })
})
