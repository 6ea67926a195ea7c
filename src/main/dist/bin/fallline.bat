@echo off
rem Runs Fallline on Java 17 or later. Arguments, standard input and exit code pass unchanged.
rem
rem   JAVA_HOME         folder of the JDK; without it, the java.exe on the PATH is used
rem   FALLLINE_OPTS     options of the JVM
rem   FALLLINE_ARCHIVE  "off" neither makes nor uses the archive of classes
rem
rem The archive of classes shortens the start of the JVM. From Java 19 the JVM makes it itself, at the
rem end of the first run, in the user's cache folder; without it everything works, only later.
setlocal DisableDelayedExpansion
for %%F in ("%~dp0..") do set "folder=%%~fF"
set "jar=%folder%\fallline.jar"
if not exist "%jar%" goto no_jar

if not defined JAVA_HOME goto java_on_path
set "home=%JAVA_HOME:"=%"
set "java=%home%\bin\java.exe"
if exist "%java%" goto have_java
>&2 echo fallline: JAVA_HOME is "%home%": no bin\java.exe there; set it to the folder of a JDK 17 or later, or unset it
exit /b 1

:java_on_path
set "java="
for %%J in (java.exe) do set "java=%%~$PATH:J"
if not defined java goto no_java
for %%J in ("%java%\..\..") do set "home=%%~fJ"

:have_java
set "version="
if exist "%home%\release" for /f "usebackq tokens=1,2 delims==" %%A in ("%home%\release") do if "%%A"=="JAVA_VERSION" set "version=%%~B"
if not defined version for /f "tokens=2,3" %%A in ('""%java%" -version 2^>^&1"') do if "%%A"=="version" set "version=%%~B"
if not defined version goto no_version
for /f "delims=.-+_" %%M in ("%version%") do set "major=%%M"
if %major% LSS 17 goto old_java

set "archive="
if "%FALLLINE_ARCHIVE%"=="off" goto run
if %major% LSS 19 goto run
if not defined LOCALAPPDATA goto run
if not exist "%LOCALAPPDATA%\fallline\" mkdir "%LOCALAPPDATA%\fallline" 2>nul
if not exist "%LOCALAPPDATA%\fallline\" goto run
rem The JVM compares times and sizes of all jars, and replaces an archive of others.
for %%F in ("%jar%") do set "archive=-Xlog:disable -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%LOCALAPPDATA%\fallline\%version%-%%~zF.jsa""

:run
"%java%" %archive% %FALLLINE_OPTS% -jar "%jar%" %*
exit /b %ERRORLEVEL%

:no_jar
>&2 echo fallline: "%jar%": no such file; bin\fallline.bat must stay in its folder: move the whole folder
exit /b 1

:no_java
>&2 echo fallline: no java.exe on the PATH; install Java 17 or later, or set JAVA_HOME to its folder
exit /b 1

:no_version
>&2 echo fallline: "%java%": no version of Java found; expected Java 17 or later (set JAVA_HOME to its folder)
exit /b 1

:old_java
>&2 echo fallline: "%java%": Java %version%; expected Java 17 or later (set JAVA_HOME to its folder)
exit /b 1
