// Dates of the judgement are text, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, so that no clock is needed to compare them.

const SHAPE = /^\d{4}(-\d{2}(-\d{2})?)?$/

export function isDate(text: string): boolean {
  return SHAPE.test(text)
}

/** A month or a year alone stands for its middle, so that a case of `2024-09` is neither before nor after everything in it. */
export function fullDate(text: string): string {
  if (text.length === 4) return `${text}-07-01`
  if (text.length === 7) return `${text}-15`
  return text
}

/** True when `date` lies in `[since, until)`; a missing bound is open. */
export function within(date: string, since?: string, until?: string): boolean {
  const day = fullDate(date)
  return (since === undefined || day >= firstDay(since)) && (until === undefined || day < firstDay(until))
}

/** A bound written as a month or a year begins on its first day. */
export function firstDay(text: string): string {
  if (text.length === 4) return `${text}-01-01`
  if (text.length === 7) return `${text}-01`
  return text
}

/** The other end: a month or a year as a last bound reaches to its last day. */
export function lastDay(text: string): string {
  if (text.length === 4) return `${text}-12-31`
  if (text.length === 7) return new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5)), 0)).toISOString().slice(0, 10)
  return text
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(firstDay(to)) - Date.parse(firstDay(from))) / 86_400_000)
}
