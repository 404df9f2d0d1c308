/** Lets everything happen that needs no time: messages arrive, and are answered. */
export async function settle(): Promise<void> {
  for (let turns = 0; turns < 200; turns++) await Promise.resolve();
}
