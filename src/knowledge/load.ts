// Reads the compiled knowledge, once; big parts on first use. Nothing of the compiler (YAML, Markdown, schemas) is loaded at run time.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SesameError } from '../model/errors.ts'
import type { Procedure, ProviderServer, Situation, TableRow } from '../model/knowledge.ts'
import { type Aside, asideFile } from './aside.ts'
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
  const core = readJson(file) as Omit<Knowledge, Aside>
  let procedures: readonly Procedure[] | undefined
  let situations: readonly Situation[] | undefined
  let ispdb: readonly TableRow[] | undefined
  return {
    ...core,
    get procedures() {
      procedures ??= readJson(asideFile(file, 'procedures')) as readonly Procedure[]
      return procedures
    },
    get situations() {
      situations ??= readJson(asideFile(file, 'situations')) as readonly Situation[]
      return situations
    },
    get ispdb() {
      ispdb ??= unpackTable(readJson(asideFile(file, 'ispdb')) as readonly TablePack[])
      return ispdb
    },
  }
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
