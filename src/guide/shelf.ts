// The texts of one language about one cause or task, found without reading all of them: a run asks for dozens.

import type { Procedure } from '../model/knowledge.ts'
import type { Lang } from '../model/lang.ts'

const shelves = new WeakMap<readonly Procedure[], Map<string, Procedure[]>>()

export function textsAbout(procedures: readonly Procedure[], lang: Lang, kind: 'cause' | 'task', id: string): readonly Procedure[] {
  let shelf = shelves.get(procedures)
  if (!shelf) {
    shelf = new Map()
    for (const p of procedures) {
      const key = p.task === undefined ? `${p.lang} cause ${p.cause}` : `${p.lang} task ${p.task}`
      const found = shelf.get(key)
      if (found) found.push(p)
      else shelf.set(key, [p])
    }
    shelves.set(procedures, shelf)
  }
  return shelf.get(`${lang} ${kind} ${id}`) ?? []
}
