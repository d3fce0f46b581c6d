export default async function stopPostgresForTests() {
  await globalThis.__baluartePostgres?.remove();
}
