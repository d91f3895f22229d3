# For the project's scripts, which source it: where a JDK 25 is. The places are those that Maven's toolchains plugin knows.

# Where JDKs are installed; a test names other places.
jdk_places() {
  printf '%s\n' /usr/lib/jvm /usr/java /usr/jdk /opt/java /Library/Java/JavaVirtualMachines \
    "$HOME/Library/Java/JavaVirtualMachines" "$HOME/.sdkman/candidates/java" "$HOME/.jdks" "$HOME/.m2/jdks" \
    "$HOME/.asdf/installs/java" "$HOME/.jenv/versions" "$HOME/.gradle/jdks" "$HOME/.jabba/jdk" \
    "$HOME/.jbang/cache/jdks"
}

# Every folder that may be a JDK's home, one in a line, the likeliest first.
jdk_homes() {
  printf '%s\n' "${JAVA25_HOME-}" "${JAVA_HOME-}"
  if java=$(command -v java 2>/dev/null); then
    java=$(readlink -f "$java" 2>/dev/null || echo "$java")
    echo "${java%/bin/java}"
  fi
  env | sed -n 's/^JAVA[A-Za-z0-9_]*_HOME=//p'
  sed -n 's:.*<jdkHome>\(.*\)</jdkHome>.*:\1:p' "$HOME/.m2/toolchains.xml" 2>/dev/null || :
  if [ -n "${PLAYLIST_LAKE_JDKS-}" ]; then echo "$PLAYLIST_LAKE_JDKS"; else jdk_places; fi |
    while IFS= read -r place; do
      for home in "$place"/*; do
        printf '%s\n' "$home" "$home/Contents/Home"
      done
    done
}

# Prints the home of a JDK 25; fails when there is none.
jdk25() {
  jdk_homes | while IFS= read -r home; do
    if [ -x "$home/bin/javac" ] && grep -q '^JAVA_VERSION="25[".]' "$home/release" 2>/dev/null; then
      printf '%s\n' "$home"
      break
    fi
  done | grep .
}

# What to say when there is none.
no_jdk25() {
  if version=$(java -version 2>&1); then
    found="java is $(echo "$version" | sed -n '1s/.*version "\([^"]*\)".*/\1/p')"
  else
    found="there is no java at all"
  fi
  echo "no JDK 25 found, $found: install one, for example Temurin 25 from https://adoptium.net, or set JAVA25_HOME to it"
}
