// When compression pays: only where one side's line is slow, is what we wait for, and has been so for some seconds.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compressPays } from '../../../src/transfer/engine/compress-pays.ts'
import { type LineSide, lineWatch } from '../../../src/transfer/engine/line-watch.ts'

const NARROW = { bytes: 2_000_000, ms: 4_000, waitedMs: 3_900, lanes: 1, cpu: 0.1 }

describe('compression pays', () => {
  it('where half a megabyte a second comes and we wait for it', () => assert.equal(compressPays(NARROW), true))
  for (const [why, change] of [
    ['for a moment only', { bytes: 500_000, ms: 1_000, waitedMs: 1_000 }],
    ['next to nothing was seen', { bytes: 100_000 }],
    ['the other side is waited for', { waitedMs: 1_000 }],
    ['our own processor is the limit', { cpu: 0.95 }],
    ['the line is fast', { bytes: 40_000_000 }],
    ['several lanes together are fast', { lanes: 6 }],
  ] as const)
    it(`not when ${why}`, () => assert.equal(compressPays({ ...NARROW, ...change }), false))
})

describe('the watch over both lines', () => {
  function watched(offers: readonly LineSide[] = ['source', 'target']) {
    let now = 0
    const told: LineSide[] = []
    const lines = lineWatch({ offers: (side) => offers.includes(side), onNarrow: (side) => told.push(side), now: () => now, cpu: () => 0 })
    const clock = lines.clock()
    return {
      ...{ told, lines },
      /** A message in pieces of 16 KB; before each so many milliseconds. */
      message(size: number, wait: { readonly line?: number; readonly room?: number; readonly order?: number }) {
        clock.begin(size)
        for (let at = 0; at < size; at += 16_384) {
          now += wait.line ?? 0
          clock.data(Math.min(16_384, size - at))
          for (const [ms, line] of [
            [wait.order, false],
            [wait.room, true],
          ] as const) {
            if (ms === undefined) continue
            const over = clock.waits(line)
            now += ms
            over()
          }
        }
        clock.end()
      },
    }
  }

  it('tells the source whose bytes come slowly, once', () => {
    const { told, lines, message } = watched()
    assert.equal(lines.undecided, true)
    for (let i = 0; i < 60; i++) message(200_000, { line: 30 })
    assert.deepEqual([told, [...lines.narrow], lines.undecided], [['source'], ['source'], false])
  })

  it('tells the target that takes them slowly', () => {
    const { told, message } = watched()
    for (let i = 0; i < 30; i++) message(200_000, { room: 45 })
    assert.deepEqual(told, ['target'])
  })

  it('is not deceived by buffers that swallow the beginning', () => {
    const { told, message } = watched()
    for (let i = 0; i < 20; i++) message(200_000, { room: 5 })
    for (let i = 0; i < 8; i++) message(200_000, { room: 45 })
    assert.deepEqual(told, ['target'])
  })

  it('says nothing of pauses by order, of many small messages, of a side that offers nothing, or of a fast line', () => {
    for (const [size, wait, offers] of [
      [200_000, { order: 200 }, undefined],
      [10_000, { line: 200 }, undefined],
      [200_000, { line: 30 }, ['target'] as const],
      [200_000, { line: 2 }, undefined],
    ] as const) {
      const { told, lines, message } = watched(offers)
      for (let i = 0; i < 2_000; i++) message(size, wait)
      assert.deepEqual([told, lines.undecided], [[], false])
    }
  })
})
