export default function BoardPage() {
  return (
    <main>
      <h1>Parley</h1>
    </main>
  );
}
