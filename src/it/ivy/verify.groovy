assert (new File(basedir, 'target/ivy.txt').readLines() as TreeSet) == evaluate(new File(libraries))
return true
