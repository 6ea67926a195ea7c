assert new File(basedir, 'target/output.txt').text.trim() == '21'

// The page has these versions.
def text = new File(page).text
["<version>${version}</version>", "io.github.fallline:fallline:${version}\"", "nd4j-native:${nd4j}:", "javacpp:${javacpp}:",
    "openblas:${openblas}:", "`${platform}`"].each { assert text.contains(it) : it }
return true
