// Bytes that a transfer moved on each day, for providers that count them.

import type { Journal } from '../transfer.ts'

export function bytesOfDay(journal: Journal, day: string): { readonly down: number; readonly up: number } {
  const [down = 0, up = 0] = (journal.sql('SELECT down, up FROM day WHERE day = ?').get(day) ?? []) as number[]
  return { down, up }
}

export function countBytes(journal: Journal, day: string, down: number, up: number): void {
  journal
    .sql(
      'INSERT INTO day (day, down, up) VALUES (?, ?, ?) ON CONFLICT (day) DO UPDATE SET down = down + excluded.down, up = up + excluded.up',
    )
    .run(day, down, up)
}
