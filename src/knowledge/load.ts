// Reads the compiled knowledge, once; big parts on first use. Nothing of the compiler (YAML, Markdown, schemas) is loaded at run time.

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SesameError } from '../model/errors.ts'
import type { Lean } from '../model/knowledge.ts'
import { ASIDE, asideFile, isPacked } from './aside.ts'
import type { Knowledge } from './knowledge.ts'
import { unpack } from './pack.ts'

/** Beside the built program: `dist/knowledge.json` for `dist/src/knowledge/load.js`. */
const BUILT = new URL('../../knowledge.json', import.meta.url)

let loaded: Knowledge | undefined

/** The knowledge this program was built with. Reads the disk on the first call only. */
export function loadKnowledge(): Knowledge {
  loaded ??= readCompiled(fileURLToPath(BUILT))
  return loaded
}

/** Compiled knowledge from another place. Throws `file-unreadable` when it is not there or not whole. */
export function readCompiled(file: string): Knowledge {
  const knowledge = readJson(file) as Knowledge
  for (const name of ASIDE) {
    let part: unknown
    Object.defineProperty(knowledge, name, {
      enumerable: true,
      get: () => {
        if (part === undefined) {
          const read = readJson(asideFile(file, name))
          part = isPacked(name) ? unpack(read as readonly { domains: readonly string[] }[]) : read
        }
        return part
      },
    })
  }
  return withLean(knowledge, asideFile(file, 'lean'))
}

/** Knowledge that was only compiled has learned nothing. */
function withLean(knowledge: Knowledge, file: string): Knowledge {
  let learned: Lean | null | undefined
  const get = () => {
    if (learned === undefined) learned = existsSync(file) ? (readJson(file) as Lean) : null
    return learned ?? undefined
  }
  return Object.defineProperty(knowledge, 'lean', { enumerable: true, get })
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (e) {
    throw new SesameError('file-unreadable', { file }, e)
  }
}
