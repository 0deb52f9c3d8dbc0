/** Of the accounts that come with demo data only; the sign-in page shows it. */
export const demoPassword = "Tongzhou-2025";
