// How many of a folder's messages stand out of their order: as few as must be moved to have the order again.

/** Of numbers in the order of the source: all but a longest rising row of them. */
export function outOfOrder(uids: Iterable<number>): number {
  // The smallest last number of a rising row of each length; rises itself.
  const ends: number[] = []
  let count = 0
  for (const uid of uids) {
    count++
    if (ends.length === 0 || uid > ends[ends.length - 1]!) {
      ends.push(uid)
      continue
    }
    let low = 0
    let high = ends.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (ends[middle]! < uid) low = middle + 1
      else high = middle
    }
    ends[low] = uid
  }
  return count - ends.length
}
