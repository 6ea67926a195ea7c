// The jars that a consumer resolves on any platform: those of the build without the optional ones, which are of the command line
// only, and the natives of every platform.
import java.util.regex.Pattern

def platforms = (new File(pom).text =~ /<javacpp.platform>([^<]+)</).collect { it[1] }
assert platforms.size() == 5
def names = ["fallline-${version}.jar".toString()] as TreeSet
new File(lib).eachFile {
  if (it.name =~ /-${Pattern.quote(platform)}\.jar$/) {
    platforms.each { other -> names << it.name.replace(platform, other) }
  } else if (!(it.name =~ /^(commons-cli|slf4j-simple)-/)) {
    names << it.name
  }
}
return names
