// What the pages of sheets, due dates and checklists show, as plain data made by the server in the language of the page. References to secrets, never a secret.

/** A line of a part: its cells in the order of the columns. */
export interface RowView {
  /** What it is called on its sheet. */
  readonly key: string
  readonly cells: readonly string[]
  /** Something about it is late, lost or gone. */
  readonly mark: 'late' | 'gone' | null
  /** Where it is changed; null where it cannot be. */
  readonly edit: string | null
  /** A button of its own: revoke, changed today. */
  readonly act: { readonly action: string; readonly words: string; readonly hidden: Readonly<Record<string, string>> } | null
  readonly link: { readonly href: string; readonly words: string } | null
}

export interface PartView {
  readonly id: string
  readonly title: string
  readonly lead: string
  readonly warning: string
  readonly columns: readonly string[]
  readonly rows: readonly RowView[]
  /** Where one is added; null where they come by themselves. */
  readonly add: string | null
}

export interface SheetView {
  readonly address: string
  readonly base: string
  /** One fact a line. */
  readonly facts: readonly { readonly label: string; readonly value: string; readonly from: string }[]
  readonly notes: string
  /** What it lacks or risks, one sentence each. */
  readonly advice: readonly string[]
  readonly parts: readonly PartView[]
  /** Earliest first. */
  readonly due: readonly { readonly what: string; readonly when: string; readonly late: boolean }[]
  readonly created: string
  readonly changed: string
  /** Newest first. */
  readonly history: readonly { readonly at: string; readonly who: string; readonly what: string; readonly changes: readonly string[] }[]
  /** How many older ones are not shown. */
  readonly historyLeft: number
}

/** `SheetsPage`. */
export interface SheetsData {
  readonly query: string
  readonly rows: readonly {
    readonly address: string
    readonly href: string
    readonly provider: string
    readonly owners: string
    readonly due: string
    readonly late: boolean
  }[]
  /** That match. */
  readonly found: number
  readonly total: number
  readonly page: number
  readonly pages: number
  /** Something was done: said above the list. */
  readonly done: string
}

/** `SheetPage`. */
export interface SheetData {
  readonly view: SheetView
  readonly done: string
}

export interface FieldView {
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly kind: 'text' | 'email' | 'lines' | 'choice' | 'date' | 'number' | 'check'
  readonly value: string
  /** Of a choice: value and words. */
  readonly choices: readonly (readonly [value: string, words: string])[]
  readonly needed: boolean
}

/** `RecordFormPage`: every form of the records. */
export interface FormData {
  readonly title: string
  readonly lead: string
  readonly action: string
  readonly back: { readonly href: string; readonly words: string }
  readonly fields: readonly FieldView[]
  readonly hidden: Readonly<Record<string, string>>
  readonly go: string
  /** Removes it: where, and its words. */
  readonly remove: { readonly action: string; readonly words: string } | null
  /** Above the form, what speaks against it. */
  readonly warning: string
  readonly fault: { readonly field: string; readonly what: string; readonly next: string } | null
}

/** `BeforePage`: what dies when the main password is changed. */
export interface BeforeData {
  readonly address: string
  readonly base: string
  /** What ends, each with where it is used. */
  readonly dies: readonly { readonly what: string; readonly where: string; readonly afterwards: string }[]
  readonly survives: readonly { readonly what: string; readonly where: string }[]
  readonly unknown: readonly { readonly what: string; readonly where: string }[]
  /** What is known of it and what is not. */
  readonly notes: readonly string[]
  readonly url: string | null
  readonly path: string
}

/** `ImportPage`: before and after. */
export interface ImportData {
  readonly report: {
    /** What became of how many rows, one sentence each. */
    readonly sums: readonly string[]
    readonly bad: readonly { readonly row: number; readonly line: number; readonly why: string }[]
    readonly notRead: readonly string[]
    /** Where the file cannot be read from here on; empty when all was read. */
    readonly broken: string
    readonly dry: boolean
    /** Path of the bad rows as a file; null without any. */
    readonly file: string | null
  } | null
  readonly fault: { readonly field: string; readonly what: string; readonly next: string } | null
}

/** `DuePage`. */
export interface DueData {
  readonly groups: readonly {
    readonly title: string
    readonly late: boolean
    readonly items: readonly {
      readonly when: string
      readonly date: string
      readonly left: string
      readonly what: string
      readonly about: string
      readonly href: string | null
      readonly done: Readonly<Record<string, string>> | null
    }[]
  }[]
  readonly days: number
  readonly total: number
  readonly done: string
}

export interface ItemView {
  readonly id: string
  readonly text: string
  readonly why: string
  readonly state: 'open' | 'done' | 'not-needed'
  readonly due: string
  /** ISO day, for its field. */
  readonly day: string
  readonly late: boolean
  readonly owner: string
  /** Who said so, when. */
  readonly said: string
  readonly note: string
  readonly url: string | null
  readonly command: string | null
}

/** `ChecklistPage`. */
export interface ChecklistData {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly owner: string
  readonly due: string
  readonly late: boolean
  readonly created: string
  readonly items: readonly ItemView[]
  readonly doneCount: number
  readonly lost: boolean
  readonly fault: { readonly what: string; readonly next: string } | null
}

/** `ChecklistsPage`. */
export interface ChecklistsData {
  readonly all: boolean
  readonly lists: readonly {
    readonly id: string
    readonly title: string
    readonly about: string
    readonly owner: string
    readonly due: string
    readonly late: boolean
    readonly done: number
    readonly all: number
  }[]
  readonly templates: readonly { readonly id: string; readonly title: string; readonly about: string }[]
}

/** `LostPage`: which device? */
export interface LostData {
  readonly devices: readonly { readonly name: string; readonly sheets: readonly string[] }[]
  readonly running: readonly { readonly href: string; readonly title: string; readonly open: number }[]
  readonly typed: string
  readonly fault: { readonly what: string; readonly next: string } | null
}
