/** What the operations of Reports 2021-06-30 have in common. */
export const usual = {
  model: 'reports_2021-06-30',
  access: { as: 'seller', scope: 'reports' },
  envelope: 'bare',
} as const
