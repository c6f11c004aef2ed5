// The compiled knowledge, loaded once. `diagnose` and `guide` take it as an argument and stay pure.

import type {
  Cause,
  ChecklistSpec,
  Client,
  Filter,
  FolderNames,
  Lean,
  Letter,
  Message,
  Policy,
  PreparationRow,
  Procedure,
  Provider,
  QuestionSpec,
  Reply,
  Situation,
  TableHead,
  TableRow,
  Words,
} from '../model/knowledge.ts'

export interface Knowledge {
  /** `YYYY-MM-DD` of the newest check. */
  readonly asOf: string
  readonly providers: readonly Provider[]
  readonly filters: readonly Filter[]
  /** What special folders are called. */
  readonly folders: readonly FolderNames[]
  readonly clients: readonly Client[]
  readonly replies: readonly Reply[]
  readonly messages: readonly Message[]
  readonly words: readonly Words[]
  readonly causes: readonly Cause[]
  readonly questions: readonly QuestionSpec[]
  readonly procedures: readonly Procedure[]
  readonly letters: readonly Letter[]
  readonly checklists: readonly ChecklistSpec[]
  readonly policies: readonly Policy[]
  readonly situations: readonly Situation[]
  readonly ispdb: readonly TableRow[]
  /** What domains need before a sign-in, from an imported table. */
  readonly preparation: readonly PreparationRow[]
  /** Whose the imported tables are, under which licence and of which revision. */
  readonly tables: readonly TableHead[]
  /** Learned when the program is built; absent in knowledge that was only compiled. */
  readonly lean?: Lean
}

type Filled = { -readonly [K in keyof Knowledge]: Knowledge[K] extends readonly (infer T)[] ? T[] : Knowledge[K] }

/** Knowledge of nothing, to be filled: by the compiler, and by tests that need a little world. */
export function emptyKnowledge(): Filled {
  return {
    asOf: '',
    providers: [],
    filters: [],
    folders: [],
    clients: [],
    replies: [],
    messages: [],
    words: [],
    causes: [],
    questions: [],
    procedures: [],
    letters: [],
    checklists: [],
    policies: [],
    situations: [],
    ispdb: [],
    preparation: [],
    tables: [],
  }
}
