// Maven on any platform and Ivy resolve what the build runs with, and the natives of every platform.
def platforms = (new File(pom).text =~ /<javacpp.platform>([^<]+)</).collect { it[1] }
assert platforms.size() == 5

def ofBuild = { String name -> name =~ /^(nd4j-native|openblas|javacpp)-.*-${java.util.regex.Pattern.quote(platform)}\.jar$/ }
def expected = ["fallline-${version}.jar".toString()] as TreeSet
new File(lib).eachFile {
  if (ofBuild(it.name)) {
    platforms.each { other -> expected << it.name.replace(platform, other) }
  } else if (!(it.name =~ /^(commons-cli|slf4j-simple)-/)) { // optional: of the command line only
    expected << it.name
  }
}

def resolved = { String name ->
  def tree = new File(basedir, "target/${name}.txt").readLines().drop(1)
  tree.collect { line ->
    def parts = line.replaceFirst(/^[^a-z]*/, '').split(':')
    parts[1] + '-' + (parts.length == 6 ? parts[4] + '-' + parts[3] : parts[3]) + '.jar'
  } as TreeSet
}
['linux-arm64', 'unlisted'].each { assert resolved(it) == expected : it }

assert (new File(basedir, 'target/ivy.txt').readLines() as TreeSet) == expected

assert new File(basedir, 'target/output.txt').text.trim() == '21'
// The page has these versions.
def text = new File(page).text
["<version>${version}</version>", "io.github.fallline:fallline:${version}\"", "nd4j-native:${nd4j}:", "javacpp:${javacpp}:",
    "openblas:${openblas}:"].each { assert text.contains(it.toString()) : it }
platforms.each { assert text.contains('`' + it + '`') : it }
return true
