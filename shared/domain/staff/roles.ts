/** Who staff may be. One person may have several roles; what each may do is said where routes are declared. */
export const staffRoles = ['editor', 'publisher', 'moderator', 'venue-owner', 'administrator'] as const;
export type StaffRole = (typeof staffRoles)[number];

export const isStaffRole = (text: string): text is StaffRole =>
  (staffRoles as readonly string[]).includes(text);
