// Reads the compiled knowledge, once; big parts on first use. Nothing of the compiler (YAML, Markdown, schemas) is loaded at run time.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SesameError } from '../model/errors.ts'
import type { ProviderServer, TableRow } from '../model/knowledge.ts'
import { ASIDE, asideFile } from './aside.ts'
import type { Knowledge } from './knowledge.ts'

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
        part ??= name === 'ispdb' ? unpackTable(readJson(asideFile(file, name)) as readonly TablePack[]) : readJson(asideFile(file, name))
        return part
      },
    })
  }
  return knowledge
}

interface TablePack {
  readonly name: string
  readonly domains: readonly string[]
  readonly servers: readonly ProviderServer[]
}

function unpackTable(packs: readonly TablePack[]): readonly TableRow[] {
  return packs.flatMap(({ name, domains, servers }) => domains.map((domain) => ({ domain, name, servers })))
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (e) {
    throw new SesameError('file-unreadable', { file }, e)
  }
}
