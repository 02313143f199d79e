/** After everything that is settled has been heard of, and what that begins and settles in turn. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 40; i++) await Promise.resolve();
}
