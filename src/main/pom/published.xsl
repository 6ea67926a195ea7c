<?xml version="1.0" encoding="UTF-8"?>
<!-- The published pom: each native library of the platform of the build becomes one of each platform that a profile of
     pom.xml names, because profiles and their properties are not seen by Gradle and Ivy. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns="http://maven.apache.org/POM/4.0.0" xmlns:pom="http://maven.apache.org/POM/4.0.0"
                exclude-result-prefixes="pom">
  <xsl:output encoding="UTF-8"/>
  <xsl:param name="platform"/>
  <xsl:variable name="platforms"
                select="document('../../../pom.xml')/pom:project/pom:profiles/pom:profile/pom:properties/pom:javacpp.platform"/>

  <xsl:template match="pom:dependency[pom:classifier = $platform]">
    <xsl:variable name="dependency" select="."/>
    <xsl:for-each select="$platforms">
      <xsl:if test="position() > 1">
        <xsl:text>&#10;    </xsl:text>
      </xsl:if>
      <xsl:apply-templates select="$dependency" mode="on">
        <xsl:with-param name="name" select="string(.)"/>
      </xsl:apply-templates>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="pom:dependency" mode="on">
    <xsl:param name="name"/>
    <xsl:copy>
      <xsl:for-each select="node()">
        <xsl:choose>
          <xsl:when test="self::pom:classifier">
            <classifier><xsl:value-of select="$name"/></classifier>
          </xsl:when>
          <xsl:otherwise>
            <xsl:apply-templates select="."/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </xsl:copy>
  </xsl:template>

  <!-- The manifest of OpenBLAS has a class path that names a file which is not there: a compiler that gets it warns.
       Its types are no part of the API. -->
  <xsl:template match="pom:dependency[pom:artifactId = 'openblas']/pom:scope">
    <scope>runtime</scope>
  </xsl:template>

  <xsl:template match="@*|node()">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()"/>
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>
