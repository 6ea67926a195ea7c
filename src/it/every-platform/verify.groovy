// Other platforms resolve what the build runs with.
def expected = evaluate(new File(libraries))
['linux-arm64', 'unlisted'].each {
  def lines = new File(basedir, "target/${it}.txt").readLines().drop(1)
  def resolved = lines.collect { line ->
    def parts = line.replaceFirst(/^[^a-z]*/, '').split(':')
    parts[1] + '-' + (parts.length == 6 ? parts[4] + '-' + parts[3] : parts[3]) + '.jar'
  } as TreeSet
  assert resolved == expected : it
}
return true
