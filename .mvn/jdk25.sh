# Finds a JDK 25. The project's scripts source this file. It searches the same folders as Maven's toolchains plugin.

# Prints the folders where JDKs are installed. Tests set PLAYLIST_LAKE_JDKS instead.
jdk_folders() {
  printf '%s\n' /usr/lib/jvm /usr/java /usr/jdk /opt/java /Library/Java/JavaVirtualMachines \
    "$HOME/Library/Java/JavaVirtualMachines" "$HOME/.sdkman/candidates/java" "$HOME/.jdks" "$HOME/.m2/jdks" \
    "$HOME/.asdf/installs/java" "$HOME/.jenv/versions" "$HOME/.gradle/jdks" "$HOME/.jabba/jdk" \
    "$HOME/.jbang/cache/jdks"
}

# Prints every folder that may be the home of a JDK, one per line, the most likely first.
jdk_homes() {
  printf '%s\n' "${JAVA25_HOME-}" "${JAVA_HOME-}"
  if java=$(command -v java 2>/dev/null); then
    java=$(readlink -f "$java" 2>/dev/null || echo "$java")
    echo "${java%/bin/java}"
  fi
  env | sed -n 's/^JAVA[A-Za-z0-9_]*_HOME=//p'
  sed -n 's:.*<jdkHome>\(.*\)</jdkHome>.*:\1:p' "$HOME/.m2/toolchains.xml" 2>/dev/null || :
  if [ -n "${PLAYLIST_LAKE_JDKS-}" ]; then echo "$PLAYLIST_LAKE_JDKS"; else jdk_folders; fi |
    while IFS= read -r folder; do
      for home in "$folder"/*; do
        printf '%s\n' "$home" "$home/Contents/Home"
      done
    done
}

# Prints the home of a JDK 25, or fails if it finds no JDK 25.
jdk25() {
  jdk_homes | while IFS= read -r home; do
    if [ -x "$home/bin/javac" ] && grep -q '^JAVA_VERSION="25[".]' "$home/release" 2>/dev/null; then
      printf '%s\n' "$home"
      break
    fi
  done | grep .
}

# Prints the error message for a machine without a JDK 25.
no_jdk25() {
  if version=$(java -version 2>&1); then
    found="the java command is version $(echo "$version" | sed -n '1s/.*version "\([^"]*\)".*/\1/p')"
  else
    found="no java command found"
  fi
  echo "no JDK 25 found ($found). Install a JDK 25, for example Temurin 25 from https://adoptium.net, or set JAVA25_HOME to its folder."
}
