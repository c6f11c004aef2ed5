// Words of `sesame records` in English. `records-fr.ts` must have the same shape.

export const recordsEn = {}
