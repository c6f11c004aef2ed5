// The moment of a judgement: the clock that was set, else this computer's.

export function nowFor(day: string | undefined): string {
  return day === undefined ? new Date().toISOString() : `${day.slice(0, 10)}T00:00:00.000Z`
}
