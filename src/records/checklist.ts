// A list of things to do, with who, until when, and what became of each. Made from a template, or from what a sheet holds.

export const ITEM_STATES = ['open', 'done', 'not-needed'] as const
export type ItemState = (typeof ITEM_STATES)[number]

/** What marking an item as done changes on a sheet, in the same breath. */
export type Act =
  | { readonly kind: 'revoke-app-password'; readonly sheet: string; readonly label: string }
  | { readonly kind: 'renew-app-password'; readonly sheet: string; readonly label: string }
  | { readonly kind: 'signed-in-again'; readonly sheet: string; readonly device: string; readonly app?: string }
  | { readonly kind: 'secret-changed'; readonly sheet: string; readonly name: string }
  | { readonly kind: 'remove-factor'; readonly sheet: string; readonly name: string }

export interface ChecklistItem {
  /** Unique in its list; short enough to be typed: `backup`, `3`. */
  readonly id: string
  readonly text: string
  readonly why?: string
  /** A page of the provider where it is done. */
  readonly url?: string
  /** A command of Sésame that helps. */
  readonly command?: string
  /** Its own day, before that of the list. */
  readonly due?: string
  readonly owner?: string
  readonly state: ItemState
  /** Who said so, and when (ISO date and time). */
  readonly by?: string
  readonly at?: string
  readonly note?: string
  readonly act?: Act
}

export interface Checklist {
  /** `move-3f2a`. */
  readonly id: string
  readonly title: string
  /** Id of the template that it was made from. */
  readonly template: string
  /** Address of the sheet, or the device, that it is about. */
  readonly about?: string
  readonly owner?: string
  readonly due?: string
  /** ISO date and time. */
  readonly created: string
  readonly items: readonly ChecklistItem[]
}

export interface KeptChecklist {
  readonly checklist: Checklist
  readonly version: number
  readonly changed: string
}

export const openItems = (list: Checklist): readonly ChecklistItem[] => list.items.filter((item) => item.state === 'open')
