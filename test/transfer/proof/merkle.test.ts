import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalJson } from '../../../src/transfer/proof/canonical-json.ts'
import { merkle } from '../../../src/transfer/proof/merkle.ts'

const sha256 = (...parts: readonly (string | Buffer)[]) =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest()

/** RFC 9162 §2.1.1, as it is written. */
function byDefinition(lines: readonly string[]): Buffer {
  if (lines.length === 0) return sha256('')
  if (lines.length === 1) return sha256('\u0000', lines[0]!)
  const k = 2 ** Math.floor(Math.log2(lines.length - 1))
  return sha256('\u0001', byDefinition(lines.slice(0, k)), byDefinition(lines.slice(k)))
}

function rootOf(lines: readonly (string | Buffer)[]): string {
  const tree = merkle()
  for (const line of lines) tree.add(line)
  assert.equal(tree.count, lines.length)
  return tree.root()
}

test('the tree of Certificate Transparency’s own test data', () => {
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((hex) =>
    Buffer.from(hex, 'hex'),
  )
  assert.equal(rootOf(inputs.slice(0, 1)), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
  assert.equal(rootOf(inputs.slice(0, 2)), 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125')
  assert.equal(rootOf(inputs.slice(0, 3)), 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77')
  assert.equal(rootOf(inputs), '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
})

test('property: the root is that of the definition; no line can be changed, left out or moved unseen', () => {
  const lines = fc.array(fc.string({ maxLength: 4 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(lines, fc.nat(), fc.nat(), (all, i, j) => {
      const root = rootOf(all)
      assert.equal(root, byDefinition(all).toString('hex'))
      const at = i % all.length
      assert.notEqual(rootOf(all.with(at, `${all[at]}!`)), root)
      assert.notEqual(rootOf(all.toSpliced(at, 1)), root)
      const to = j % all.length
      const swapped = all.with(at, all[to]!).with(to, all[at]!)
      assert.equal(rootOf(swapped) === root, all[at] === all[to])
    }),
  )
})

test('canonical JSON: the order of members makes no difference, everything else does', () => {
  assert.equal(
    canonicalJson({ b: 1, a: [true, null, 'é\u2028"\\', { d: undefined, c: -0 }] }),
    '{"a":[true,null,"é\u2028\\"\\\\",{"c":0}],"b":1}',
  )
  // RFC 8785 §3.2.3: by UTF-16 units.
  assert.equal(
    canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, ö: 7 }),
    '{"\\r":2,"1":4,"\u0080":6,"ö":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
  )
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const once = JSON.parse(JSON.stringify(value)) as unknown
      const text = canonicalJson(once)
      assert.deepEqual(JSON.parse(text), once)
      assert.equal(canonicalJson(JSON.parse(text)), text)
    }),
  )
})
