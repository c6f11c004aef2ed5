// RFC 9162 §2.1.1: one hash over any number of lines, taken while they pass, of which no line can be changed, moved or left out unseen.

import { createHash } from 'node:crypto'

export interface Merkle {
  add(line: string | Buffer): void
  readonly count: number
  /** Hexadecimal. More may be added afterwards. */
  root(): string
}

export function merkle(): Merkle {
  // Whole trees from the left, the largest first: one for each bit of the count.
  const trees: { readonly leaves: number; readonly hash: Buffer }[] = []
  let count = 0
  return {
    add(line) {
      let tree = { leaves: 1, hash: leaf(line) }
      for (let left = trees.at(-1); left?.leaves === tree.leaves; left = trees.at(-1)) {
        trees.pop()
        tree = { leaves: left.leaves * 2, hash: node(left.hash, tree.hash) }
      }
      trees.push(tree)
      count++
    },
    get count() {
      return count
    },
    root() {
      const last = trees.at(-1)
      if (last === undefined) return createHash('sha256').digest('hex')
      // §2.1.1: the left part is the largest power of two below the count.
      return trees
        .slice(0, -1)
        .reduceRight((right, { hash }) => node(hash, right), last.hash)
        .toString('hex')
    },
  }
}

// §2.1.1: leaves and nodes begin with different bytes, so that no line can pass for a part of the tree.
function leaf(line: string | Buffer): Buffer {
  return createHash('sha256').update('\u0000').update(line).digest()
}

function node(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update('\u0001').update(left).update(right).digest()
}
