<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en_GB">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About {program}</source>
        <translation>Über {program}</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>Versionen kopieren</translation>
    </message>
    <message>
        <source>Painting on</source>
        <translation>Malt auf</translation>
    </message>
    <message>
        <source>Paints a photograph in the style of a painting, on this computer and without the network. The network weights are VGG-19 by Karen Simonyan and Andrew Zisserman (CC BY 4.0).</source>
        <translation>Malt ein Foto im Stil eines Gemäldes, auf diesem Computer und ohne Netz. Die Netzgewichte sind VGG-19 von Karen Simonyan und Andrew Zisserman (CC BY 4.0).</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;About NST Studio</source>
        <translation>Ü&amp;ber NST Studio</translation>
    </message>
    <message>
        <source>&amp;Actual pixels (100 %)</source>
        <translation>&amp;Originalpixel (100 %)</translation>
    </message>
    <message>
        <source>&amp;Before and after</source>
        <translation>&amp;Vorher und nachher</translation>
    </message>
    <message>
        <source>&amp;Contact sheet…</source>
        <translation>&amp;Kontaktbogen …</translation>
    </message>
    <message>
        <source>&amp;Controls</source>
        <translation>&amp;Regler</translation>
    </message>
    <message>
        <source>&amp;Copy diagnostics</source>
        <translation>&amp;Diagnose kopieren</translation>
    </message>
    <message>
        <source>&amp;Copy picture</source>
        <translation>Bild &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Dark colours</source>
        <translation>&amp;Dunkle Farben</translation>
    </message>
    <message>
        <source>&amp;Earlier paintings</source>
        <translation>Frü&amp;here Bilder</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Fit to window</source>
        <translation>&amp;Einpassen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;Licences</source>
        <translation>&amp;Lizenzen</translation>
    </message>
    <message>
        <source>&amp;Light colours</source>
        <translation>He&amp;lle Farben</translation>
    </message>
    <message>
        <source>&amp;Open photograph…</source>
        <translation>&amp;Foto öffnen …</translation>
    </message>
    <message>
        <source>&amp;Paint</source>
        <translation>&amp;Malen</translation>
    </message>
    <message>
        <source>&amp;Painting alone</source>
        <translation>Nur das B&amp;ild</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>How everything is done, with pictures</source>
        <translation>Wie alles geht, mit Bildern</translation>
    </message>
    <message>
        <source>Import another &amp;network…</source>
        <translation>Anderes &amp;Netz importieren …</translation>
    </message>
    <message>
        <source>Play the sta&amp;ges</source>
        <translation>Zwischenstände ab&amp;spielen</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>&amp;Warteschlange</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>&amp;Anleitung</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Neu</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Redo: {change}</source>
        <translation>&amp;Wiederholen: {change}</translation>
    </message>
    <message>
        <source>&amp;Reset panels</source>
        <translation>Bereiche &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>W&amp;eiter</translation>
    </message>
    <message>
        <source>&amp;Save picture as…</source>
        <translation>Bild &amp;speichern unter …</translation>
    </message>
    <message>
        <source>&amp;Side by side</source>
        <translation>&amp;Nebeneinander</translation>
    </message>
    <message>
        <source>&amp;Start painting</source>
        <translation>Malen &amp;starten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Undo: {change}</source>
        <translation>&amp;Rückgängig: {change}</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>A dark window, whatever the system says</source>
        <translation>Ein dunkles Fenster, was auch immer im System eingestellt ist</translation>
    </message>
    <message>
        <source>A light window, whatever the system says</source>
        <translation>Ein helles Fenster, was auch immer im System eingestellt ist</translation>
    </message>
    <message>
        <source>Add &amp;painting…</source>
        <translation>&amp;Gemälde hinzufügen …</translation>
    </message>
    <message>
        <source>Add to &amp;queue</source>
        <translation>In die &amp;Warteschlange</translation>
    </message>
    <message>
        <source>All keys on one page</source>
        <translation>Alle Tasten auf einer Seite</translation>
    </message>
    <message>
        <source>Be light or dark as the system is</source>
        <translation>Hell oder dunkel wie das System</translation>
    </message>
    <message>
        <source>Begin anew: no pictures, and every setting as it comes</source>
        <translation>Neu beginnen: keine Bilder, und jede Einstellung wie zu Anfang</translation>
    </message>
    <message>
        <source>Choose paintings whose style to use</source>
        <translation>Gemälde wählen, in deren Stil gemalt wird</translation>
    </message>
    <message>
        <source>Choose the part of the photograph, or of the painting that has the focus, to use</source>
        <translation>Den Teil des Fotos, oder des gerade aktiven Gemäldes, wählen, der verwendet wird</translation>
    </message>
    <message>
        <source>Choose the photograph to paint</source>
        <translation>Das Foto wählen, das gemalt wird</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Das Fenster schließen</translation>
    </message>
    <message>
        <source>Colours of the s&amp;ystem</source>
        <translation>Farben des S&amp;ystems</translation>
    </message>
    <message>
        <source>Colours, language, speed, memory, disk space: how the program is</source>
        <translation>Farben, Sprache, Tempo, Speicher, Platz: wie das Programm sich verhält</translation>
    </message>
    <message>
        <source>Copy versions, machine and the end of the log, for whoever helps</source>
        <translation>Versionen, Gerät und das Ende des Protokolls kopieren, für alle, die helfen</translation>
    </message>
    <message>
        <source>Cro&amp;p…</source>
        <translation>&amp;Zuschneiden …</translation>
    </message>
    <message>
        <source>End the painting and keep the picture so far</source>
        <translation>Das Malen beenden und das bisherige Bild behalten</translation>
    </message>
    <message>
        <source>Export sta&amp;ges…</source>
        <translation>Zwischenstände e&amp;xportieren …</translation>
    </message>
    <message>
        <source>For comparisons with other programs: use another training of the network that judges</source>
        <translation>Zum Vergleich mit anderen Programmen: das vergleichende Netz in einer anderen Schulung verwenden</translation>
    </message>
    <message>
        <source>Hold the painting where it is</source>
        <translation>Das Malen anhalten</translation>
    </message>
    <message>
        <source>Hold the painting where it is, or let it go on</source>
        <translation>Das Malen anhalten oder weitergehen lassen</translation>
    </message>
    <message>
        <source>Let the painting go on</source>
        <translation>Das Malen weitergehen lassen</translation>
    </message>
    <message>
        <source>Load the sample photograph and painting</source>
        <translation>Das Beispielfoto und das Beispielgemälde laden</translation>
    </message>
    <message>
        <source>Look closer</source>
        <translation>Näher herangehen</translation>
    </message>
    <message>
        <source>Make the change again that was taken back</source>
        <translation>Die zurückgenommene Änderung wiederherstellen</translation>
    </message>
    <message>
        <source>One pixel of the picture on one pixel of the screen</source>
        <translation>Ein Bildpunkt auf einem Bildpunkt des Bildschirms</translation>
    </message>
    <message>
        <source>Open &amp;recipe…</source>
        <translation>&amp;Rezept öffnen …</translation>
    </message>
    <message>
        <source>Open l&amp;og folder</source>
        <translation>&amp;Protokollordner öffnen</translation>
    </message>
    <message>
        <source>P&amp;aste picture</source>
        <translation>Bild &amp;einfügen</translation>
    </message>
    <message>
        <source>P&amp;ictures</source>
        <translation>&amp;Bilder</translation>
    </message>
    <message>
        <source>Paint a grid of small variants, and go on with the one you like</source>
        <translation>Ein Raster kleiner Varianten malen und mit der schönsten weitermachen</translation>
    </message>
    <message>
        <source>Paint several photographs in the style of several paintings</source>
        <translation>Mehrere Fotos im Stil mehrerer Gemälde malen</translation>
    </message>
    <message>
        <source>Paint the photograph with these settings</source>
        <translation>Das Foto mit diesen Einstellungen malen</translation>
    </message>
    <message>
        <source>Paint this later, after what is queued before it</source>
        <translation>Dies später malen, nach allem, was schon wartet</translation>
    </message>
    <message>
        <source>Paste a picture, a file or a path into the panel that has the focus</source>
        <translation>Ein Bild, eine Datei oder einen Pfad in den Bereich einfügen, der gerade aktiv ist</translation>
    </message>
    <message>
        <source>Put all panels back where they were at first</source>
        <translation>Alle Bereiche dorthin zurücklegen, wo sie anfangs waren</translation>
    </message>
    <message>
        <source>Put the painting on the clipboard, for another program</source>
        <translation>Das gemalte Bild in die Zwischenablage legen, für ein anderes Programm</translation>
    </message>
    <message>
        <source>Queue se&amp;veral…</source>
        <translation>&amp;Mehrere einreihen …</translation>
    </message>
    <message>
        <source>R&amp;estart</source>
        <translation>Neu &amp;beginnen</translation>
    </message>
    <message>
        <source>Rotate &amp;left</source>
        <translation>Nach &amp;links drehen</translation>
    </message>
    <message>
        <source>Rotate r&amp;ight</source>
        <translation>Nach re&amp;chts drehen</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;topp</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Save how the painting came about, as an animation or as pictures</source>
        <translation>Speichern, wie das Bild entstanden ist: als Animation oder als einzelne Bilder</translation>
    </message>
    <message>
        <source>Save the painted picture to a file</source>
        <translation>Das gemalte Bild in einer Datei speichern</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>Einstell&amp;ungen …</translation>
    </message>
    <message>
        <source>See more</source>
        <translation>Mehr sehen</translation>
    </message>
    <message>
        <source>Show how the painting came about, from its first stage to its end</source>
        <translation>Zeigen, wie das Bild entstanden ist, vom ersten Zwischenstand bis zum Ende</translation>
    </message>
    <message>
        <source>Show or hide the list of paintings that wait</source>
        <translation>Die Liste der wartenden Bilder zeigen oder ausblenden</translation>
    </message>
    <message>
        <source>Show or hide the panel of controls</source>
        <translation>Den Bereich mit den Reglern zeigen oder ausblenden</translation>
    </message>
    <message>
        <source>Show or hide the panel of photograph and paintings</source>
        <translation>Den Bereich mit Foto und Gemälden zeigen oder ausblenden</translation>
    </message>
    <message>
        <source>Show or hide the strip of earlier paintings</source>
        <translation>Den Streifen der früheren Bilder zeigen oder ausblenden</translation>
    </message>
    <message>
        <source>Show photograph and painting side by side, at the same zoom</source>
        <translation>Foto und Bild nebeneinander zeigen, gleich vergrößert</translation>
    </message>
    <message>
        <source>Show the folder with the program&apos;s log files</source>
        <translation>Den Ordner mit den Protokolldateien des Programms zeigen</translation>
    </message>
    <message>
        <source>Show the painting alone</source>
        <translation>Nur das gemalte Bild zeigen</translation>
    </message>
    <message>
        <source>Show the photograph left of a divider that can be moved</source>
        <translation>Das Foto links von einer verschiebbaren Trennlinie zeigen</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>Das ganze Bild zeigen</translation>
    </message>
    <message>
        <source>Stop this painting, which stays among the earlier ones, and begin again with what is set</source>
        <translation>Dieses Bild stoppen, das bei den früheren bleibt, und mit dem jetzt Eingestellten neu beginnen</translation>
    </message>
    <message>
        <source>Take over all settings of a recipe or a saved picture</source>
        <translation>Alle Einstellungen eines Rezepts oder eines gespeicherten Bildes übernehmen</translation>
    </message>
    <message>
        <source>Take the last change of the settings back</source>
        <translation>Die letzte Änderung der Einstellungen zurücknehmen</translation>
    </message>
    <message>
        <source>The canvas shows the photograph: paint it, or choose an earlier painting, to save that</source>
        <translation>Die Leinwand zeigt das Foto: es malen oder ein früheres Bild wählen, um dieses zu speichern</translation>
    </message>
    <message>
        <source>The licences of everything inside this program</source>
        <translation>Die Lizenzen von allem, was in diesem Programm steckt</translation>
    </message>
    <message>
        <source>&amp;Try the sample</source>
        <translation>Beis&amp;piel ausprobieren</translation>
    </message>
    <message>
        <source>Save the painting on the canvas, from before this one, to a file</source>
        <translation>Das Bild auf der Leinwand, das vor diesem gemalt wurde, in eine Datei speichern</translation>
    </message>
    <message>
        <source>Save the picture as far as it is painted to a file; the painting goes on</source>
        <translation>Das Bild, so weit es gemalt ist, in eine Datei speichern; das Malen geht weiter</translation>
    </message>
    <message>
        <source>Turn the photograph, or the painting that has the focus, a quarter to the left</source>
        <translation>Das Foto, oder das gerade aktive Gemälde, ein Viertel nach links drehen</translation>
    </message>
    <message>
        <source>Turn the photograph, or the painting that has the focus, a quarter to the right</source>
        <translation>Das Foto, oder das gerade aktive Gemälde, ein Viertel nach rechts drehen</translation>
    </message>
    <message>
        <source>Versions and credits</source>
        <translation>Versionen und Mitwirkende</translation>
    </message>
    <message>
        <source>Zoom i&amp;n</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
</context>
<context>
    <name>AdvancedPanel</name>
    <message>
        <source>Apple graphics</source>
        <translation>Apple-Grafik</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Bundled</source>
        <translation>Mitgeliefert</translation>
    </message>
    <message>
        <source>Content layers</source>
        <translation>Fotoschichten</translation>
    </message>
    <message>
        <source>Content weight</source>
        <translation>Fototreue</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Fast (bfloat16)</source>
        <translation>Schnell (bfloat16)</translation>
    </message>
    <message>
        <source>Full (float32)</source>
        <translation>Voll (float32)</translation>
    </message>
    <message>
        <source>Gatys (as published)</source>
        <translation>Gatys (wie veröffentlicht)</translation>
    </message>
    <message>
        <source>How exactly the network reckons. The difference can hardly be seen; Automatic takes the fast way where this computer gains by it.</source>
        <translation>Wie genau das Netz rechnet. Der Unterschied ist kaum zu sehen; „Automatisch“ nimmt den schnellen Weg, wo dieser Computer davon profitiert.</translation>
    </message>
    <message>
        <source>How far the picture is from what was asked: lower is closer. Where the line no longer falls, more iterations change little. A new size begins at each mark; at a dashed one the settings were changed.</source>
        <translation>Wie weit das Bild noch vom Gewünschten entfernt ist: tiefer ist näher. Wo die Linie nicht mehr fällt, ändern weitere Durchgänge wenig. Bei jeder Marke beginnt eine neue Größe; bei einer gestrichelten wurden die Einstellungen geändert.</translation>
    </message>
    <message>
        <source>How fine detail is summed up for the deeper layers: Maximum keeps strokes crisp, Average makes them softer and smoother.</source>
        <translation>Wie feine Einzelheiten für die tieferen Schichten zusammengefasst werden: „Maximum“ hält die Striche klar, „Mittelwert“ macht sie weicher und glatter.</translation>
    </message>
    <message>
        <source>How firmly the photograph&apos;s shapes are held against the paintings&apos; style</source>
        <translation>Wie streng die Formen des Fotos gegen den Stil der Gemälde gehalten werden</translation>
    </message>
    <message>
        <source>How often the picture is improved at its final size (1–10,000). The quality decides, until you move it; the default gives it back to the quality.</source>
        <translation>Wie oft das Bild in seiner endgültigen Größe verbessert wird (1–10.000). Das entscheidet die Qualität, bis der Regler bewegt wird; die Vorgabe gibt es an die Qualität zurück.</translation>
    </message>
    <message>
        <source>How the picture is improved from one iteration to the next. L-BFGS gets further with each; Adam needs less memory, which counts for very large pictures.</source>
        <translation>Wie das Bild von Durchgang zu Durchgang verbessert wird. L-BFGS kommt mit jedem weiter; Adam braucht weniger Speicher, was bei sehr großen Bildern zählt.</translation>
    </message>
    <message>
        <source>Imported ({family})</source>
        <translation>Importiert ({family})</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>Durchgänge</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>NVIDIA graphics card</source>
        <translation>NVIDIA-Grafikkarte</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Objective over the iterations</source>
        <translation>Ziel über die Durchgänge</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startzahl</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Beginnen mit</translation>
    </message>
    <message>
        <source>Style layers</source>
        <translation>Stilschichten</translation>
    </message>
    <message>
        <source>The trained eye that compares the pictures. Another training of it sees, and paints, a little differently. The bundled one is all that most people need; others come in by Help ▸ Import another network.</source>
        <translation>Das geschulte Auge, das die Bilder vergleicht. Ein anders geschultes sieht und malt ein wenig anders. Das mitgelieferte reicht den meisten; andere kommen über Hilfe ▸ Anderes Netz importieren dazu.</translation>
    </message>
    <message>
        <source>What counts as a good picture. Balanced treats every pair of pictures alike, so that the controls mean the same for all of them; Gatys is the first published way, for comparing with other programs.</source>
        <translation>Was als gutes Bild gilt. „Ausgewogen“ behandelt jedes Paar von Bildern gleich, sodass die Regler bei allen dasselbe bedeuten; „Gatys“ ist der zuerst veröffentlichte Weg, zum Vergleich mit anderen Programmen.</translation>
    </message>
    <message>
        <source>What does the work. Automatic takes a graphics card where there is one; what this computer lacks is replaced, and that is said.</source>
        <translation>Was die Arbeit macht. „Automatisch“ nimmt eine Grafikkarte, wo es eine gibt; was diesem Computer fehlt, wird ersetzt, und das wird gesagt.</translation>
    </message>
    <message>
        <source>Where in the network the paintings&apos; style is read. A larger weight brings out more of what the layer sees: low ones colour and fine brushwork, high ones large strokes and shapes.</source>
        <translation>Wo im Netz der Stil der Gemälde abgelesen wird. Ein größeres Gewicht betont, was die Schicht sieht: niedrige Farbe und feine Pinselstriche, hohe große Striche und Formen.</translation>
    </message>
    <message>
        <source>Where in the network the photograph&apos;s shapes are read. Low layers hold every detail, high ones only what is where, which leaves the brush more freedom.</source>
        <translation>Wo im Netz die Formen des Fotos abgelesen werden. Niedrige Schichten halten jede Einzelheit fest, hohe nur, was wo ist; das lässt dem Pinsel mehr Freiheit.</translation>
    </message>
    <message>
        <source>Which noise to start from: another number, another picture; the same number, the same picture. From the photograph it makes no difference.</source>
        <translation>Mit welchem Rauschen begonnen wird: andere Zahl, anderes Bild; gleiche Zahl, gleiches Bild. Beginnt es mit dem Foto, macht sie keinen Unterschied.</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Canvas</source>
        <translation>Leinwand</translation>
    </message>
    <message>
        <source>The picture being painted. Plus and minus zoom, 0 fits, 1 shows 100 %, arrows move; hold B to see the photograph, comma and full stop move the divider.</source>
        <translation>Das Bild, das gerade gemalt wird. Plus und Minus vergrößern und verkleinern, 0 passt ein, 1 zeigt 100 %, Pfeile verschieben; B gedrückt halten zeigt das Foto, Komma und Punkt bewegen die Trennlinie.</translation>
    </message>
    <message>
        <source>Your painting appears here</source>
        <translation>Hier erscheint das gemalte Bild</translation>
    </message>
</context>
<context>
    <name>CardStrip</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Vor</translation>
    </message>
</context>
<context>
    <name>ChooseFiles</name>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>Looks</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Recipes and saved pictures</source>
        <translation>Rezepte und gespeicherte Bilder</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>Add paintings</source>
        <translation>Gemälde hinzufügen</translation>
    </message>
    <message>
        <source>Open photograph</source>
        <translation>Foto öffnen</translation>
    </message>
    <message>
        <source>Open recipe</source>
        <translation>Rezept öffnen</translation>
    </message>
    <message>
        <source>Same settings, other photograph</source>
        <translation>Gleiche Einstellungen, anderes Foto</translation>
    </message>
    <message>
        <source>Start from a picture</source>
        <translation>Mit einem Bild beginnen</translation>
    </message>
</context>
<context>
    <name>ClampNote</name>
    <message>
        <source>{least} is the least.</source>
        <translation>{least} ist das Mindeste.</translation>
    </message>
    <message>
        <source>{most} is the most.</source>
        <translation>{most} ist das Höchste.</translation>
    </message>
</context>
<context>
    <name>CloseQuestion</name>
    <message numerus="yes">
        <source>%n paintings wait in the queue and will be there next time.</source>
        <translation>
            <numerusform>Ein Bild wartet in der Warteschlange und ist beim nächsten Mal noch da.</numerusform>
            <numerusform>%n Bilder warten in der Warteschlange und sind beim nächsten Mal noch da.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paintings wait in the queue and would not be painted.</source>
        <translation>
            <numerusform>Ein Bild wartet in der Warteschlange und würde nicht gemalt.</numerusform>
            <numerusform>%n Bilder warten in der Warteschlange und würden nicht gemalt.</numerusform>
        </translation>
    </message>
    <message>
        <source>A picture is still being painted, and the one before it has not been saved.</source>
        <translation>Ein Bild wird noch gemalt, und das davor ist nicht gespeichert.</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>Ohne Speichern schließen</translation>
    </message>
    <message>
        <source>Closing ends it. Without a file it stays among the earlier paintings, as far as it is.</source>
        <translation>Beim Schließen endet es. Ohne Datei bleibt es bei den früheren Bildern, so weit es ist.</translation>
    </message>
    <message>
        <source>Closing ends the painting. Without files both stay among the earlier paintings, the new one as far as it is.</source>
        <translation>Beim Schließen endet das Malen. Ohne Dateien bleiben beide bei den früheren Bildern, das neue so weit, wie es ist.</translation>
    </message>
    <message>
        <source>Nothing is being painted any more.</source>
        <translation>Es wird nichts mehr gemalt.</translation>
    </message>
    <message>
        <source>Save both…</source>
        <translation>Beide speichern …</translation>
    </message>
    <message>
        <source>The one before could not be kept among the earlier paintings: save it, or it is lost.</source>
        <translation>Das davor konnte nicht bei den früheren Bildern aufgehoben werden: ohne Speichern ist es verloren.</translation>
    </message>
    <message>
        <source>The picture has not been saved to a file.</source>
        <translation>Das Bild ist in keiner Datei gespeichert.</translation>
    </message>
    <message>
        <source>Without a file it stays among the earlier paintings, and can be saved from there.</source>
        <translation>Ohne Datei bleibt es bei den früheren Bildern und kann von dort gespeichert werden.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close all the same?</source>
        <translation>Trotzdem schließen?</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>It could not be kept among the earlier paintings: save it, or it is lost.</source>
        <translation>Es konnte nicht bei den früheren Bildern aufgehoben werden: ohne Speichern ist es verloren.</translation>
    </message>
    <message>
        <source>Keep painting</source>
        <translation>Weitermalen</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>The picture is still being painted.</source>
        <translation>Das Bild wird noch gemalt.</translation>
    </message>
</context>
<context>
    <name>CollapsibleSection</name>
    <message>
        <source>Hide {title}</source>
        <translation>{title} zuklappen</translation>
    </message>
    <message>
        <source>Show {title}</source>
        <translation>{title} aufklappen</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Painting</source>
        <translation>Gemaltes Bild</translation>
    </message>
</context>
<context>
    <name>Complaints</name>
    <message numerus="yes">
        <source>%n more files could not be used.</source>
        <translation>
            <numerusform>Eine weitere Datei ließ sich nicht verwenden.</numerusform>
            <numerusform>%n weitere Dateien ließen sich nicht verwenden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of {count} files were taken.</source>
        <translation>
            <numerusform>Eine von {count} Dateien ist übernommen.</numerusform>
            <numerusform>%n von {count} Dateien sind übernommen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContactSheet</name>
    <message numerus="yes">
        <source>%n of {all} are painted. Click one to go on with its settings.</source>
        <translation>
            <numerusform>%n von {all} ist gemalt. Ein Klick auf ein Bild übernimmt seine Einstellungen.</numerusform>
            <numerusform>%n von {all} sind gemalt. Ein Klick auf ein Bild übernimmt seine Einstellungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Across</source>
        <translation>Nach rechts</translation>
    </message>
    <message>
        <source>Blend with photograph</source>
        <translation>Foto einmischen</translation>
    </message>
    <message>
        <source>Click one to go on with its settings; Ctrl+Z takes them back.</source>
        <translation>Ein Klick auf ein Bild übernimmt seine Einstellungen; Strg+Z nimmt sie zurück.</translation>
    </message>
    <message>
        <source>Contact sheet</source>
        <translation>Kontaktbogen</translation>
    </message>
    <message>
        <source>Content weight</source>
        <translation>Fototreue</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Photograph&apos;s colours</source>
        <translation>Farben des Fotos</translation>
    </message>
    <message>
        <source>Smoothness</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Stroke size</source>
        <translation>Strichgröße</translation>
    </message>
    <message>
        <source>Style strength</source>
        <translation>Stilstärke</translation>
    </message>
    <message>
        <source>{values} (now)</source>
        <translation>{values} (jetzt)</translation>
    </message>
    <message>
        <source>{values}: the present settings</source>
        <translation>{values}: die jetzigen Einstellungen</translation>
    </message>
</context>
<context>
    <name>ControlsPanel</name>
    <message>
        <source>A finished picture in reasonable time; right for most.</source>
        <translation>Ein fertiges Bild in vernünftiger Zeit; meistens das Richtige.</translation>
    </message>
    <message>
        <source>A quick look: colours and large strokes are there, details are still rough.</source>
        <translation>Ein schneller Blick: Farben und große Striche sind da, Einzelheiten noch grob.</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Choose a photograph to see the size of the print.</source>
        <translation>Ein Foto wählen, um die Größe des Drucks zu sehen.</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Evens out small specks; 0 leaves every detail</source>
        <translation>Gleicht kleine Flecken aus; 0 lässt jede Einzelheit stehen</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>Fein</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Nachbearbeitung</translation>
    </message>
    <message>
        <source>How long the picture is worked on. It changes nothing else about what is painted.</source>
        <translation>Wie lange am Bild gearbeitet wird. Sonst ändert sich nichts an dem, was gemalt wird.</translation>
    </message>
    <message>
        <source>How much of the paintings&apos; style, against the photograph&apos;s shapes (0–1,000)</source>
        <translation>Wie viel vom Stil der Gemälde, gegenüber den Formen des Fotos (0–1.000)</translation>
    </message>
    <message>
        <source>Larger strokes and shapes, or finer ones (0.25–4)</source>
        <translation>Größere Striche und Formen, oder feinere (0,25–4)</translation>
    </message>
    <message>
        <source>Long edge of the finished picture in pixels (64–16,384)</source>
        <translation>Lange Seite des fertigen Bildes in Pixeln (64–16.384)</translation>
    </message>
    <message>
        <source>Output size</source>
        <translation>Ausgabegröße</translation>
    </message>
    <message>
        <source>Paints on until hardly anything changes: the strokes come out crisper, and it takes several times as long.</source>
        <translation>Malt weiter, bis sich kaum noch etwas ändert: Die Striche werden klarer, und es dauert ein Mehrfaches.</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Size of the saved picture, and of a print at 300 dpi</source>
        <translation>Größe des gespeicherten Bildes und eines Drucks mit 300 dpi</translation>
    </message>
    <message>
        <source>Smoothness</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Stroke size</source>
        <translation>Strichgröße</translation>
    </message>
    <message>
        <source>Style strength</source>
        <translation>Stilstärke</translation>
    </message>
    <message numerus="yes">
        <source>With {count:,} iterations, set under Advanced</source>
        <translation>
            <numerusform>Mit {count:,} Durchgang, eingestellt unter „Erweitert“</numerusform>
            <numerusform>Mit {count:,} Durchgängen, eingestellt unter „Erweitert“</numerusform>
        </translation>
    </message>
    <message>
        <source>at {dpi:,} dpi</source>
        <translation>bei {dpi:,} dpi</translation>
    </message>
</context>
<context>
    <name>CropDialog</name>
    <message>
        <source>A tall part instead of a wide one, or back</source>
        <translation>Ein hoher Ausschnitt statt eines breiten, oder zurück</translation>
    </message>
    <message>
        <source>Arrows move the part, with Shift they change its size.</source>
        <translation>Pfeile verschieben den Ausschnitt, mit Umschalt ändern sie seine Größe.</translation>
    </message>
    <message>
        <source>As the output</source>
        <translation>Wie die Ausgabe</translation>
    </message>
    <message>
        <source>Choose all of the picture again, upright</source>
        <translation>Wieder das ganze Bild wählen, aufrecht</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>Zuschneiden</translation>
    </message>
    <message>
        <source>Crop {name}</source>
        <translation>{name} zuschneiden</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Proportions</source>
        <translation>Seitenverhältnis</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Rotate left</source>
        <translation>Nach links drehen</translation>
    </message>
    <message>
        <source>Rotate right</source>
        <translation>Nach rechts drehen</translation>
    </message>
    <message>
        <source>Swap sides</source>
        <translation>Seiten tauschen</translation>
    </message>
    <message>
        <source>The proportions the part keeps while you change its size</source>
        <translation>Das Seitenverhältnis, das der Ausschnitt behält, wenn sich seine Größe ändert</translation>
    </message>
    <message>
        <source>Turn the picture a quarter to the left</source>
        <translation>Das Bild ein Viertel nach links drehen</translation>
    </message>
    <message>
        <source>Turn the picture a quarter to the right</source>
        <translation>Das Bild ein Viertel nach rechts drehen</translation>
    </message>
    <message>
        <source>Use this part of the picture; Ctrl+Z takes that back</source>
        <translation>Diesen Teil des Bildes verwenden; Strg+Z nimmt das zurück</translation>
    </message>
    <message>
        <source>{width:,} × {height:,} of {all_width:,} × {all_height:,} px</source>
        <translation>{width:,} × {height:,} von {all_width:,} × {all_height:,} px</translation>
    </message>
</context>
<context>
    <name>CropEditor</name>
    <message>
        <source>Crop</source>
        <translation>Zuschneiden</translation>
    </message>
    <message>
        <source>The part of the picture that is used. Arrows move it, with Shift they change its size, plus and minus make it larger and smaller; with Ctrl by single pixels.</source>
        <translation>Der Teil des Bildes, der verwendet wird. Pfeile verschieben ihn, mit Umschalt ändern sie seine Größe, Plus und Minus machen ihn größer und kleiner; mit Strg Bildpunkt für Bildpunkt.</translation>
    </message>
</context>
<context>
    <name>DragHandle</name>
    <message>
        <source>Drag the painting from here into a folder or another program, or hold Alt and drag it off the canvas. With the keyboard, copy it instead.</source>
        <translation>Das Bild von hier in einen Ordner oder ein anderes Programm ziehen, oder mit Alt von der Leinwand. Mit der Tastatur stattdessen kopieren.</translation>
    </message>
    <message>
        <source>Drag the picture out</source>
        <translation>Das Bild herausziehen</translation>
    </message>
</context>
<context>
    <name>DropZones</name>
    <message numerus="yes">
        <source>%n paintings are added</source>
        <translation>
            <numerusform>Ein Gemälde wird hinzugefügt</numerusform>
            <numerusform>%n Gemälde werden hinzugefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photographs are queued; the first is shown</source>
        <translation>
            <numerusform>Ein Foto wird eingereiht und gezeigt</numerusform>
            <numerusform>%n Fotos werden eingereiht; das erste wird gezeigt</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything as it was for {name}</source>
        <translation>Alles, wie es für {name} war</translation>
    </message>
    <message>
        <source>Its colours and strokes are used</source>
        <translation>Seine Farben und Striche werden verwendet</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>Painting</source>
        <translation>Gemälde</translation>
    </message>
    <message>
        <source>Paintings</source>
        <translation>Gemälde</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Places to drop</source>
        <translation>Orte zum Ablegen</translation>
    </message>
    <message>
        <source>Restore settings</source>
        <translation>Einstellungen wiederherstellen</translation>
    </message>
    <message>
        <source>The first is used; to queue them all, choose a painting first</source>
        <translation>Das erste wird genommen; für eine Warteschlange erst ein Gemälde wählen</translation>
    </message>
    <message>
        <source>The picture that will be painted</source>
        <translation>Das Bild, das gemalt wird</translation>
    </message>
    <message>
        <source>This cannot be taken</source>
        <translation>Das lässt sich nicht übernehmen</translation>
    </message>
    <message>
        <source>Use it, and keep it among your looks</source>
        <translation>Ihn einstellen und bei den eigenen Looks aufheben</translation>
    </message>
</context>
<context>
    <name>Edits</name>
    <message>
        <source>background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>blend with photograph</source>
        <translation>Foto einmischen</translation>
    </message>
    <message>
        <source>changes while painting</source>
        <translation>Änderungen beim Malen</translation>
    </message>
    <message>
        <source>content layers</source>
        <translation>Fotoschichten</translation>
    </message>
    <message>
        <source>content weight</source>
        <translation>Fototreue</translation>
    </message>
    <message>
        <source>crop and rotation</source>
        <translation>Zuschnitt und Drehung</translation>
    </message>
    <message>
        <source>initial picture</source>
        <translation>Anfangsbild</translation>
    </message>
    <message>
        <source>iterations</source>
        <translation>Durchgänge</translation>
    </message>
    <message>
        <source>network weights</source>
        <translation>Netzgewichte</translation>
    </message>
    <message>
        <source>objective</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>optimiser</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>output size</source>
        <translation>Ausgabegröße</translation>
    </message>
    <message>
        <source>painting&apos;s share</source>
        <translation>Anteil des Gemäldes</translation>
    </message>
    <message>
        <source>paintings</source>
        <translation>Gemälde</translation>
    </message>
    <message>
        <source>photograph</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>photograph&apos;s colours</source>
        <translation>Farben des Fotos</translation>
    </message>
    <message>
        <source>pooling</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>scales</source>
        <translation>Größenstufen</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>Startzahl</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>smoothness</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>stroke size</source>
        <translation>Strichgröße</translation>
    </message>
    <message>
        <source>style layers</source>
        <translation>Stilschichten</translation>
    </message>
    <message>
        <source>style strength</source>
        <translation>Stilstärke</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Choose a picture file</source>
        <translation>Eine Bilddatei wählen</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Take the picture on the clipboard</source>
        <translation>Das Bild aus der Zwischenablage nehmen</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>A note has at most {most:,} characters; shorten it.</source>
        <translation>Eine Notiz hat höchstens {most:,} Zeichen; bitte kürzen.</translation>
    </message>
    <message>
        <source>A picture has 8 or 16 bits per channel, not {bits}; choose one of them.</source>
        <translation>Ein Bild hat 8 oder 16 Bit pro Kanal, nicht {bits}; eines davon wählen.</translation>
    </message>
    <message>
        <source>A preset cannot be called that: {problem}.</source>
        <translation>So kann ein Look nicht heißen: {problem}.</translation>
    </message>
    <message>
        <source>A step made the picture worse; going back to the last good one with smaller steps.</source>
        <translation>Ein Schritt hat das Bild verschlechtert; es geht mit kleineren Schritten vom letzten guten aus weiter.</translation>
    </message>
    <message>
        <source>A thousand paintings in one second are too many for the history.</source>
        <translation>Tausend Bilder in einer Sekunde sind zu viele für den Verlauf.</translation>
    </message>
    <message>
        <source>A {format} picture can be at most {most:,} pixels long, and this one is {width:,}×{height:,}; save it as PNG or TIFF.</source>
        <translation>Ein Bild im Format {format} kann höchstens {most:,} Pixel lang sein, und dieses misst {width:,}×{height:,}; als PNG oder TIFF speichern.</translation>
    </message>
    <message>
        <source>At this size the output would be only {short} pixels on its short edge, and {name} is too long and narrow for any other; crop it first.</source>
        <translation>In dieser Größe wäre die kurze Seite nur {short} Pixel lang, und {name} ist für jede andere zu lang und schmal; zuerst zuschneiden.</translation>
    </message>
    <message>
        <source>At this size the output would be only {short} pixels on its short edge; choose a size of at least {needed}.</source>
        <translation>In dieser Größe wäre die kurze Seite nur {short} Pixel lang; eine Größe von mindestens {needed} wählen.</translation>
    </message>
    <message>
        <source>Imported from {name}.</source>
        <translation>Importiert aus {name}.</translation>
    </message>
    <message>
        <source>No {name} weights have been imported yet; weights info says where to get the official file, weights import takes it in.</source>
        <translation>Es sind noch keine Gewichte von {name} importiert; „weights info“ sagt, wo es die offizielle Datei gibt, „weights import“ nimmt sie auf.</translation>
    </message>
    <message>
        <source>Oxford&apos;s network in 256 values a layer; always there.</source>
        <translation>Das Netz aus Oxford in 256 Werten pro Schicht; immer da.</translation>
    </message>
    <message>
        <source>Oxford&apos;s original network, converted by Justin Johnson; it is recognised when you choose it.</source>
        <translation>Das ursprüngliche Netz aus Oxford, von Justin Johnson umgewandelt; es wird bei der Auswahl erkannt.</translation>
    </message>
    <message>
        <source>Painting {width:,} × {height:,} pixels takes about {needed:,.0f} GB of memory, and this computer has {installed:,.0f} GB; choose a smaller size.</source>
        <translation>Für {width:,} × {height:,} Pixel braucht das Malen etwa {needed:,.0f} GB Speicher, und dieser Computer hat {installed:,.0f} GB; eine kleinere Größe wählen.</translation>
    </message>
    <message>
        <source>Painting {width:,} × {height:,} pixels takes at least {needed:,.2f} GB of memory, more than the limit of {limit:,.2f} GB</source>
        <translation>Für {width:,} × {height:,} Pixel braucht das Malen mindestens {needed:,.2f} GB Speicher, mehr als die Grenze von {limit:,.2f} GB</translation>
    </message>
    <message>
        <source>Presets cannot be kept in {folder}: the system says “{words}”; make sure that this folder can be written to, and try again.</source>
        <translation>Looks lassen sich in {folder} nicht behalten: das System sagt „{words}“; dafür sorgen, dass in diesen Ordner geschrieben werden darf, und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Quality goes from 1 to 100, not {quality}; 95 is a good choice.</source>
        <translation>Die Qualität geht von 1 bis 100, nicht {quality}; 95 ist eine gute Wahl.</translation>
    </message>
    <message>
        <source>Resolution goes from 1 to 20,000 dpi, not {dpi:,g}; 300 is usual for print.</source>
        <translation>Die Auflösung geht von 1 bis 20.000 dpi, nicht {dpi:,g}; für Druck sind 300 üblich.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong: {kind}: {words}</source>
        <translation>Etwas Unerwartetes ist schiefgegangen: {kind}: {words}</translation>
    </message>
    <message>
        <source>The camera data was left out: {problem}</source>
        <translation>Die Kameradaten sind weggelassen: {problem}</translation>
    </message>
    <message>
        <source>The file would be {width:,}×{height:,} pixels, more than {most} megapixels; choose a smaller size or a lower resolution.</source>
        <translation>Die Datei hätte {width:,}×{height:,} Pixel, mehr als {most} Megapixel; eine kleinere Größe oder geringere Auflösung wählen.</translation>
    </message>
    <message>
        <source>The file would be {width:,}×{height:,} pixels; both edges must be at least {least}, so choose a larger size.</source>
        <translation>Die Datei hätte {width:,}×{height:,} Pixel; beide Seiten müssen mindestens {least} lang sein, also eine größere Größe wählen.</translation>
    </message>
    <message>
        <source>The finished picture could not be shown here, but it can be saved.</source>
        <translation>Das fertige Bild lässt sich hier nicht zeigen, aber speichern.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made ({reason}); check its permissions.</source>
        <translation>Der Ordner {folder} lässt sich nicht anlegen ({reason}); seine Zugriffsrechte prüfen.</translation>
    </message>
    <message>
        <source>The folder {folder} does not exist; create it or choose another one.</source>
        <translation>Den Ordner {folder} gibt es nicht; anlegen oder einen anderen wählen.</translation>
    </message>
    <message>
        <source>The folder {name} could not be written: {reason}.</source>
        <translation>Der Ordner {name} konnte nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>The folder {name} does not exist; create it or choose another one.</source>
        <translation>Den Ordner {name} gibt es nicht; bitte anlegen oder einen anderen wählen.</translation>
    </message>
    <message>
        <source>The folder {name} is not empty; choose a new or an empty one.</source>
        <translation>Der Ordner {name} ist nicht leer; bitte einen neuen oder einen leeren wählen.</translation>
    </message>
    <message>
        <source>The guide is not complete: its page {name} is missing; install NST Studio again.</source>
        <translation>Die Anleitung ist nicht vollständig: ihre Seite {name} fehlt; NST Studio neu installieren.</translation>
    </message>
    <message>
        <source>The licence text of {name} cannot be read; install NST Studio again.</source>
        <translation>Der Lizenztext von {name} lässt sich nicht lesen; NST Studio neu installieren.</translation>
    </message>
    <message>
        <source>The list of licences {name} cannot be read; install NST Studio again.</source>
        <translation>Die Liste der Lizenzen {name} lässt sich nicht lesen; NST Studio neu installieren.</translation>
    </message>
    <message>
        <source>The list of sample pictures {name} cannot be read; install NST Studio again.</source>
        <translation>Die Liste der Beispielbilder {name} lässt sich nicht lesen; NST Studio neu installieren.</translation>
    </message>
    <message>
        <source>The name of the output is too long; choose one of at most 255 letters.</source>
        <translation>Der Name der Ausgabe ist zu lang; einen mit höchstens 255 Zeichen wählen.</translation>
    </message>
    <message>
        <source>The name or folder of {name} is not valid text on this system; rename it and try again.</source>
        <translation>Der Name oder Ordner von {name} ist in diesem System kein gültiger Text; umbenennen und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The network weights {name} are damaged (their SHA-256 differs); install NST Studio again.</source>
        <translation>Die Netzgewichte {name} sind beschädigt (ihr SHA-256 stimmt nicht); NST Studio neu installieren.</translation>
    </message>
    <message>
        <source>The network weights {name} are incomplete ({size:,} of {whole:,} bytes); install NST Studio again.</source>
        <translation>Die Netzgewichte {name} sind unvollständig ({size:,} von {whole:,} Bytes); NST Studio neu installieren.</translation>
    </message>
    <message>
        <source>The network weights {name} cannot be read ({reason}); install NST Studio again.</source>
        <translation>Die Netzgewichte {name} lassen sich nicht lesen ({reason}); NST Studio neu installieren.</translation>
    </message>
    <message>
        <source>The output has no file name; end it in a name such as painting.png.</source>
        <translation>Die Ausgabe hat keinen Dateinamen; mit einem Namen wie bild.png abschließen.</translation>
    </message>
    <message>
        <source>The painting could not be kept in the history: {reason}</source>
        <translation>Das Bild konnte nicht in den Verlauf aufgenommen werden: {reason}</translation>
    </message>
    <message>
        <source>The painting could not be taken out of the history: {reason}</source>
        <translation>Das Bild konnte nicht aus dem Verlauf genommen werden: {reason}</translation>
    </message>
    <message>
        <source>The pasted picture could not be kept: {reason}.</source>
        <translation>Das eingefügte Bild konnte nicht aufgehoben werden: {reason}.</translation>
    </message>
    <message>
        <source>The photograph cannot be mixed in: {problem}</source>
        <translation>Das Foto lässt sich nicht einmischen: {problem}</translation>
    </message>
    <message>
        <source>The photograph is left out: {reason}</source>
        <translation>Das Foto wird weggelassen: {reason}</translation>
    </message>
    <message>
        <source>The picture could not be improved any further without breaking; this is the last good one.</source>
        <translation>Das Bild ließ sich nicht weiter verbessern, ohne zu zerbrechen; dies ist das letzte gute.</translation>
    </message>
    <message>
        <source>The picture hardly changes any more, so it was done after {iteration} of {iterations} iterations.</source>
        <translation>Das Bild ändert sich kaum noch; es war nach {iteration} von {iterations} Durchgängen fertig.</translation>
    </message>
    <message>
        <source>The picture holds pixels that are not numbers, so it was not written; paint it again.</source>
        <translation>Das Bild enthält Bildpunkte, die keine Zahlen sind, und wurde nicht geschrieben; noch einmal malen.</translation>
    </message>
    <message>
        <source>The picture would be {size:,} px long; {most:,} px is the most.</source>
        <translation>Das Bild würde {size:,} px lang; {most:,} px sind das Höchste.</translation>
    </message>
    <message>
        <source>The picture would have {width:,} × {height:,} pixels, more than {most} megapixels; choose a size of at most {size:,}.</source>
        <translation>Das Bild hätte {width:,} × {height:,} Pixel, mehr als {most} Megapixel; eine Größe von höchstens {size:,} wählen.</translation>
    </message>
    <message>
        <source>The picture {name} has no place on this computer yet; choose its file.</source>
        <translation>Das Bild {name} hat auf diesem Computer noch keinen Platz; seine Datei wählen.</translation>
    </message>
    <message>
        <source>The preset in {source} cannot be used: {detail}.</source>
        <translation>Der Look in {source} lässt sich nicht verwenden: {detail}.</translation>
    </message>
    <message>
        <source>The recipe asks for a part of {name} that lies outside of it; crop the picture again.</source>
        <translation>Das Rezept verlangt einen Teil von {name}, der außerhalb davon liegt; das Bild neu zuschneiden.</translation>
    </message>
    <message>
        <source>The recipe in {name} is damaged and cannot be read; use another copy.</source>
        <translation>Das Rezept in {name} ist beschädigt und lässt sich nicht lesen; eine andere Kopie verwenden.</translation>
    </message>
    <message>
        <source>The recipe in {source} cannot be used: {detail}.</source>
        <translation>Das Rezept in {source} lässt sich nicht verwenden: {detail}.</translation>
    </message>
    <message>
        <source>The recipe names a file of network weights; it was not opened, and the program&apos;s are used.</source>
        <translation>Das Rezept nennt eine Datei mit Netzgewichten; sie wurde nicht geöffnet, verwendet werden die des Programms.</translation>
    </message>
    <message>
        <source>The same architecture trained anew by torchvision; settings tuned on Oxford&apos;s differ.</source>
        <translation>Derselbe Aufbau, von torchvision neu trainiert; Einstellungen, die auf Oxford abgestimmt sind, wirken anders.</translation>
    </message>
    <message>
        <source>The stage {name} is damaged and cannot be shown.</source>
        <translation>Der Zwischenstand {name} ist beschädigt und kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>The starting picture could not be computed on this device; try --device cpu.</source>
        <translation>Das Anfangsbild ließ sich auf diesem Gerät nicht berechnen; unter „Erweitert“ den Prozessor als Gerät wählen.</translation>
    </message>
    <message>
        <source>The weights file has not been hashed yet, so the recipe cannot leave this computer.</source>
        <translation>Die Gewichtsdatei hat noch keine Prüfsumme, daher kann das Rezept diesen Computer nicht verlassen.</translation>
    </message>
    <message>
        <source>The weights file of this recipe (its SHA-256 begins {digest}) is not here; import it, or choose the weights anew.</source>
        <translation>Die Gewichtsdatei dieses Rezepts (ihr SHA-256 beginnt mit {digest}) ist nicht hier; sie importieren oder die Gewichte neu wählen.</translation>
    </message>
    <message>
        <source>The weights in {name} are damaged; import the official file again.</source>
        <translation>Die Gewichte in {name} sind beschädigt; die offizielle Datei noch einmal importieren.</translation>
    </message>
    <message>
        <source>The {name} weights here are not the ones the recipe was painted with (their SHA-256 begins {digest}); import those, or choose the weights anew.</source>
        <translation>Die Gewichte von {name} hier sind nicht die, mit denen das Rezept gemalt wurde (deren SHA-256 beginnt mit {digest}); jene importieren oder die Gewichte neu wählen.</translation>
    </message>
    <message>
        <source>The {what} in {source} is damaged and cannot be read; use another copy.</source>
        <translation>{what} in {source}: beschädigt und nicht zu lesen; eine andere Kopie verwenden.</translation>
    </message>
    <message>
        <source>The {what} in {source} is larger than 1 MB; it was not made by this program.</source>
        <translation>{what} in {source}: größer als 1 MB, also nicht von diesem Programm.</translation>
    </message>
    <message>
        <source>The {what} in {source} was made by a newer version of NST Studio; update to open it.</source>
        <translation>{what} in {source}: von einer neueren Version von NST Studio; zum Öffnen das Programm aktualisieren.</translation>
    </message>
    <message>
        <source>The {what} is too long to be kept for the next start; shorten it.</source>
        <translation>{what}: zu lang, um bis zum nächsten Start aufgehoben zu werden; kürzen.</translation>
    </message>
    <message>
        <source>The {what} of last time cannot be read, and that of today will not be kept: the system says “{words}”.</source>
        <translation>{what} vom letzten Mal: nicht zu lesen, und von heute wird nichts aufgehoben: Das System meldet „{words}“.</translation>
    </message>
    <message>
        <source>The {what} of last time could not be deleted: the system says “{words}”.</source>
        <translation>{what} vom letzten Mal: nicht zu löschen: Das System meldet „{words}“.</translation>
    </message>
    <message>
        <source>The {what} of last time is damaged and cannot be read; it was set aside as {aside}.</source>
        <translation>{what} vom letzten Mal: beschädigt und nicht zu lesen; beiseitegelegt als {aside}.</translation>
    </message>
    <message>
        <source>The {what} of last time was kept by a newer version of NST Studio, and this one cannot read it; it was set aside as {aside}.</source>
        <translation>{what} vom letzten Mal: von einer neueren Version von NST Studio und mit dieser nicht zu lesen; beiseitegelegt als {aside}.</translation>
    </message>
    <message>
        <source>There is a look called {name} already; choose another name.</source>
        <translation>Es gibt schon einen Look namens {name}; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>There is no preset called {name}; there are {known}.</source>
        <translation>Es gibt keinen Look namens {name}; es gibt {known}.</translation>
    </message>
    <message>
        <source>There is no weights family {family!r}; choose {families}.</source>
        <translation>Es gibt keine Gewichtsfamilie {family!r}; {families} wählen.</translation>
    </message>
    <message>
        <source>There is not enough memory for a file of {width:,}×{height:,} pixels; choose a smaller size.</source>
        <translation>Der Speicher reicht nicht für eine Datei mit {width:,}×{height:,} Pixeln; eine kleinere Größe wählen.</translation>
    </message>
    <message>
        <source>There is not enough memory for this change while painting; it is kept for the next painting.</source>
        <translation>Der Speicher reicht nicht für diese Änderung beim Malen; sie ist für das nächste Bild vorgemerkt.</translation>
    </message>
    <message>
        <source>There is not enough memory for this; choose a smaller output size.</source>
        <translation>Dafür reicht der Speicher nicht; eine kleinere Ausgabegröße wählen.</translation>
    </message>
    <message>
        <source>There is not enough memory to open {name}; close other programs or use a smaller copy.</source>
        <translation>Der Speicher reicht nicht, um {name} zu öffnen; andere Programme schließen oder eine kleinere Kopie verwenden.</translation>
    </message>
    <message>
        <source>There is not enough memory to paint {width:,} × {height:,} pixels; choose a smaller size or close other programs.</source>
        <translation>Der Speicher reicht nicht, um {width:,} × {height:,} Pixel zu malen; eine kleinere Größe wählen oder andere Programme schließen.</translation>
    </message>
    <message>
        <source>There is not enough memory to write {name}; close other programs and save again.</source>
        <translation>Der Speicher reicht nicht, um {name} zu schreiben; andere Programme schließen und noch einmal speichern.</translation>
    </message>
    <message>
        <source>This computer has no {wanted} device; painting on {found} instead.</source>
        <translation>Dieser Computer hat kein Gerät {wanted}; stattdessen wird auf {found} gemalt.</translation>
    </message>
    <message>
        <source>This graphics card has no bfloat16; painting in float32 instead.</source>
        <translation>Diese Grafikkarte hat kein bfloat16; stattdessen wird in float32 gemalt.</translation>
    </message>
    <message>
        <source>This painting was changed {count} times, which is the most; further changes are kept for the next one.</source>
        <translation>Dieses Bild wurde {count}-mal geändert, öfter geht es nicht; weitere Änderungen sind für das nächste vorgemerkt.</translation>
    </message>
    <message>
        <source>This picture needs about {needed:,.1f} GB of memory and {free:,.1f} GB are free; choose a smaller size or close other programs if the computer becomes slow.</source>
        <translation>Dieses Bild braucht etwa {needed:,.1f} GB Speicher, und {free:,.1f} GB sind frei; eine kleinere Größe wählen oder andere Programme schließen, falls der Computer langsam wird.</translation>
    </message>
    <message>
        <source>To fit the memory, painting learns less from one iteration to the next from {width:,} × {height:,} pixels on; if the picture looks unfinished there, give it more iterations.</source>
        <translation>Damit der Speicher reicht, lernt das Malen ab {width:,} × {height:,} Pixeln weniger von einem Durchgang zum nächsten; sieht das Bild dort unfertig aus, mehr Durchgänge geben.</translation>
    </message>
    <message>
        <source>To write a file of {width:,}×{height:,} pixels takes about {needed:,.1f} GB of memory, and this computer has {installed:,.1f} GB; choose a smaller size or another format.</source>
        <translation>Eine Datei von {width:,}×{height:,} Pixeln zu schreiben braucht etwa {needed:,.1f} GB Speicher, und dieser Computer hat {installed:,.1f} GB; eine kleinere Größe oder ein anderes Format wählen.</translation>
    </message>
    <message>
        <source>What was written does not read back as it should; save to another place.</source>
        <translation>Das Geschriebene lässt sich nicht so zurücklesen, wie es sein sollte; an einem anderen Ort speichern.</translation>
    </message>
    <message>
        <source>Writing this file takes about {needed:,.1f} GB of memory, and {free:,.1f} GB are free; choose a smaller size, or close other programs first.</source>
        <translation>Diese Datei zu schreiben braucht etwa {needed:,.1f} GB Speicher, und {free:,.1f} GB sind frei; eine kleinere Größe wählen oder vorher andere Programme schließen.</translation>
    </message>
    <message>
        <source>a DDS texture</source>
        <translation>eine DDS-Textur</translation>
    </message>
    <message>
        <source>a GIMP file</source>
        <translation>eine GIMP-Datei</translation>
    </message>
    <message>
        <source>a HEIC picture</source>
        <translation>ein HEIC-Bild</translation>
    </message>
    <message>
        <source>a JPEG 2000 picture</source>
        <translation>ein JPEG-2000-Bild</translation>
    </message>
    <message>
        <source>a JPEG XL picture</source>
        <translation>ein JPEG-XL-Bild</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>ein PDF-Dokument</translation>
    </message>
    <message>
        <source>a Photoshop file</source>
        <translation>eine Photoshop-Datei</translation>
    </message>
    <message>
        <source>a Radiance HDR picture</source>
        <translation>ein Radiance-HDR-Bild</translation>
    </message>
    <message>
        <source>a camera raw file</source>
        <translation>eine Rohdatei einer Kamera</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>ein Ordner</translation>
    </message>
    <message>
        <source>a name consists of letters that can be seen</source>
        <translation>ein Name besteht aus sichtbaren Zeichen</translation>
    </message>
    <message>
        <source>a preset has no {names}</source>
        <translation>ein Look kennt kein {names}</translation>
    </message>
    <message>
        <source>a video</source>
        <translation>ein Video</translation>
    </message>
    <message>
        <source>an EPS or PostScript file</source>
        <translation>eine EPS- oder PostScript-Datei</translation>
    </message>
    <message>
        <source>an OpenEXR picture</source>
        <translation>ein OpenEXR-Bild</translation>
    </message>
    <message>
        <source>an icon file</source>
        <translation>eine Symboldatei</translation>
    </message>
    <message>
        <source>at least one layer is needed</source>
        <translation>mindestens eine Schicht ist nötig</translation>
    </message>
    <message>
        <source>choose a file that was exported as a preset</source>
        <translation>eine Datei wählen, die als Look exportiert wurde</translation>
    </message>
    <message>
        <source>choose a recipe file or a picture saved with one</source>
        <translation>eine Rezeptdatei wählen oder ein Bild, das mit Rezept gespeichert wurde</translation>
    </message>
    <message>
        <source>each must end after the one before</source>
        <translation>jeder muss nach dem vorigen enden</translation>
    </message>
    <message>
        <source>float16 cannot hold the gradients of this network; painting in float32 instead.</source>
        <translation>float16 kann die Gradienten dieses Netzes nicht fassen; stattdessen wird in float32 gemalt.</translation>
    </message>
    <message>
        <source>it has CMYK colours without a profile, so the colours are approximate</source>
        <translation>es hat CMYK-Farben ohne Profil, daher stimmen die Farben nur ungefähr</translation>
    </message>
    <message>
        <source>it has too few entries</source>
        <translation>es hat zu wenige Einträge</translation>
    </message>
    <message>
        <source>it has too many entries</source>
        <translation>es hat zu viele Einträge</translation>
    </message>
    <message>
        <source>it holds several pictures or pages; the first one was used</source>
        <translation>es enthält mehrere Bilder oder Seiten; das erste ist verwendet</translation>
    </message>
    <message>
        <source>it is missing</source>
        <translation>es fehlt</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>es ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>it is not what can be here</source>
        <translation>es ist nicht, was hier stehen kann</translation>
    </message>
    <message>
        <source>it is too short</source>
        <translation>es ist zu kurz</translation>
    </message>
    <message>
        <source>it should be a finite number</source>
        <translation>es sollte eine endliche Zahl sein</translation>
    </message>
    <message>
        <source>it should be a multiple of {multiple_of}</source>
        <translation>es sollte ein Vielfaches von {multiple_of} sein</translation>
    </message>
    <message>
        <source>it should be at least {ge}</source>
        <translation>es sollte mindestens {ge} sein</translation>
    </message>
    <message>
        <source>it should be at most {le}</source>
        <translation>es sollte höchstens {le} sein</translation>
    </message>
    <message>
        <source>it should be less than {lt}</source>
        <translation>es sollte kleiner als {lt} sein</translation>
    </message>
    <message>
        <source>it should be more than {gt}</source>
        <translation>es sollte größer als {gt} sein</translation>
    </message>
    <message>
        <source>it should be {expected}</source>
        <translation>es sollte {expected} sein</translation>
    </message>
    <message>
        <source>it should have at most {max_length} letters</source>
        <translation>es sollte höchstens {max_length} Zeichen haben</translation>
    </message>
    <message>
        <source>its colour profile is damaged or does not fit the picture, so sRGB was assumed</source>
        <translation>sein Farbprofil ist beschädigt oder passt nicht zum Bild; angenommen ist sRGB</translation>
    </message>
    <message>
        <source>its folder is not a folder; save to another place</source>
        <translation>sein Ordner ist kein Ordner; an einem anderen Ort speichern</translation>
    </message>
    <message>
        <source>its folder is not there any more; save to another folder</source>
        <translation>sein Ordner ist nicht mehr da; in einem anderen Ordner speichern</translation>
    </message>
    <message>
        <source>its values go beyond 0 to 1 and were clipped to that range</source>
        <translation>seine Werte gehen über 0 bis 1 hinaus und sind auf diesen Bereich begrenzt</translation>
    </message>
    <message>
        <source>preset</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>segments: each must have one weight for each painting</source>
        <translation>Abschnitte: jeder braucht ein Gewicht für jedes Gemälde</translation>
    </message>
    <message>
        <source>set-up</source>
        <translation>Zusammenstellung</translation>
    </message>
    <message>
        <source>style strength and content weight are both 0, so there is nothing to paint</source>
        <translation>Stilstärke und Fototreue sind beide 0, es gibt also nichts zu malen</translation>
    </message>
    <message>
        <source>the camera data is too long for a JPEG and was left out</source>
        <translation>die Kameradaten sind zu lang für ein JPEG und weggelassen</translation>
    </message>
    <message>
        <source>the crop reaches beyond the picture of {width:,} × {height:,} pixels</source>
        <translation>der Zuschnitt reicht über das Bild mit {width:,} × {height:,} Pixeln hinaus</translation>
    </message>
    <message>
        <source>the disk is full; free some space or save to another place</source>
        <translation>der Datenträger ist voll; Platz schaffen oder an einem anderen Ort speichern</translation>
    </message>
    <message>
        <source>the disk is read-only; save to another place</source>
        <translation>der Datenträger ist schreibgeschützt; an einem anderen Ort speichern</translation>
    </message>
    <message>
        <source>the file is too large for this disk; save to another place</source>
        <translation>die Datei ist zu groß für diesen Datenträger; an einem anderen Ort speichern</translation>
    </message>
    <message>
        <source>the name is too long; choose a shorter one</source>
        <translation>der Name ist zu lang; einen kürzeren wählen</translation>
    </message>
    <message>
        <source>the photograph&apos;s captions are too long for a JPEG and were left out</source>
        <translation>die Bildtexte des Fotos sind zu lang für ein JPEG und weggelassen</translation>
    </message>
    <message>
        <source>the recipe is too long for a JPEG and was left out; save a PNG to keep it</source>
        <translation>das Rezept ist zu lang für ein JPEG und weggelassen; als PNG speichern, um es zu behalten</translation>
    </message>
    <message>
        <source>the system says “{words}”.</source>
        <translation>das System sagt „{words}“.</translation>
    </message>
    <message>
        <source>the system says “{words}”; try again or save to another place</source>
        <translation>das System sagt „{words}“; noch einmal versuchen oder an einem anderen Ort speichern</translation>
    </message>
    <message>
        <source>there is a folder with that name; choose another name</source>
        <translation>es gibt einen Ordner mit diesem Namen; einen anderen Namen wählen</translation>
    </message>
    <message>
        <source>there is no layer {name}; layers are relu1_1 to relu5_4</source>
        <translation>es gibt keine Schicht {name}; die Schichten heißen relu1_1 bis relu5_4</translation>
    </message>
    <message>
        <source>this version of the program does not know it</source>
        <translation>diese Version des Programms kennt es nicht</translation>
    </message>
    <message>
        <source>weights from a file need its path</source>
        <translation>Gewichte aus einer Datei brauchen deren Pfad</translation>
    </message>
    <message>
        <source>writing there is not allowed; save to another folder</source>
        <translation>dort zu schreiben ist nicht erlaubt; in einem anderen Ordner speichern</translation>
    </message>
    <message>
        <source>your disk quota is used up; free some space or save to another place</source>
        <translation>das zugeteilte Kontingent ist aufgebraucht; Platz schaffen oder an einem anderen Ort speichern</translation>
    </message>
    <message>
        <source>{colour!r} is not a colour; write it as #rrggbb, white is #ffffff.</source>
        <translation>{colour!r} ist keine Farbe; als #rrggbb schreiben, Weiß ist #ffffff.</translation>
    </message>
    <message>
        <source>{folder} is a file and not a folder; choose a folder for the output.</source>
        <translation>{folder} ist eine Datei und kein Ordner; einen Ordner für die Ausgabe wählen.</translation>
    </message>
    <message>
        <source>{format} has at most {most} bits per channel, not {bits}; save it as PNG or TIFF.</source>
        <translation>{format} hat höchstens {most} Bit pro Kanal, nicht {bits}; als PNG oder TIFF speichern.</translation>
    </message>
    <message>
        <source>{name} cannot be opened ({words}); use another copy of the file.</source>
        <translation>{name} lässt sich nicht öffnen ({words}); eine andere Kopie der Datei verwenden.</translation>
    </message>
    <message>
        <source>{name} cannot be read ({reason}); check the path and permissions.</source>
        <translation>{name} lässt sich nicht lesen ({reason}); Pfad und Zugriffsrechte prüfen.</translation>
    </message>
    <message>
        <source>{name} cannot be read any more; a smaller copy of it is used from here on.</source>
        <translation>{name} lässt sich nicht mehr lesen; von hier an wird eine kleinere Kopie verwendet.</translation>
    </message>
    <message>
        <source>{name} cannot be read; use another copy of the file.</source>
        <translation>{name} lässt sich nicht lesen; eine andere Kopie der Datei verwenden.</translation>
    </message>
    <message>
        <source>{name} cannot be used: {reason}.</source>
        <translation>{name} kann nicht verwendet werden: {reason}.</translation>
    </message>
    <message>
        <source>{name} cannot be written: {reason}.</source>
        <translation>{name} lässt sich nicht schreiben: {reason}.</translation>
    </message>
    <message>
        <source>{name} cannot be written; end the name in .webp or .gif for an animation, or give a folder for numbered pictures.</source>
        <translation>{name} kann nicht geschrieben werden; für eine Animation muss der Name auf .webp oder .gif enden, für nummerierte Bilder einen Ordner angeben.</translation>
    </message>
    <message>
        <source>{name} carries no recipe; choose a recipe file or a picture saved with one.</source>
        <translation>{name} enthält kein Rezept; eine Rezeptdatei oder ein mit Rezept gespeichertes Bild wählen.</translation>
    </message>
    <message>
        <source>{name} comes with the program; choose another name.</source>
        <translation>{name} gehört zum Programm; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>{name} could not be removed: the system says “{words}”; try again.</source>
        <translation>{name} ließ sich nicht entfernen: das System sagt „{words}“; noch einmal versuchen.</translation>
    </message>
    <message>
        <source>{name} is not a {what}; {instead}.</source>
        <translation>{name} ist kein {what}; {instead}.</translation>
    </message>
    <message>
        <source>{source} holds no {what}; {instead}.</source>
        <translation>{source} enthält kein {what}; {instead}.</translation>
    </message>
    <message>
        <source>{name} could not be written: {reason}.</source>
        <translation>{name} konnte nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>{name} does not exist; check the name and folder, or choose the file again.</source>
        <translation>{name} gibt es nicht; Name und Ordner prüfen oder die Datei noch einmal wählen.</translation>
    </message>
    <message>
        <source>{name} ends in a dot or space, which Windows removes; choose another name.</source>
        <translation>{name} endet auf einen Punkt oder ein Leerzeichen, was Windows weglässt; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>{name} exists already; choose another name or allow it to be overwritten.</source>
        <translation>{name} gibt es schon; einen anderen Namen wählen oder das Überschreiben erlauben.</translation>
    </message>
    <message>
        <source>{name} has another size than when it was chosen; choose the file again.</source>
        <translation>{name} hat eine andere Größe als damals; die Datei noch einmal wählen.</translation>
    </message>
    <message>
        <source>{name} has changed since it was chosen; choose the file again.</source>
        <translation>{name} hat sich seit der Auswahl geändert; die Datei noch einmal wählen.</translation>
    </message>
    <message>
        <source>{name} has more than {most} megapixels; make a smaller copy and use that.</source>
        <translation>{name} hat mehr als {most} Megapixel; eine kleinere Kopie machen und verwenden.</translation>
    </message>
    <message>
        <source>{name} has no extension; end the name in one of {known}.</source>
        <translation>{name} hat keine Dateiendung; mit einer von {known} abschließen.</translation>
    </message>
    <message>
        <source>{name} has one of the characters &lt; &gt; : &quot; | ? *; choose another name.</source>
        <translation>{name} enthält eines der Zeichen &lt; &gt; : &quot; | ? *; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>{name} has the extension {extension}; end the name in one of {known}.</source>
        <translation>{name} hat die Dateiendung {extension}; mit einer von {known} abschließen.</translation>
    </message>
    <message>
        <source>{name} has {width:,} × {height:,} pixels as it is cropped, fewer than the stroke size asks for; its strokes, or at least the small ones, come out finer. A larger copy of the painting would help.</source>
        <translation>{name} hat zugeschnitten {width:,} × {height:,} Pixel, weniger, als die Strichgröße verlangt; die Striche, wenigstens die kleinen, werden feiner. Eine größere Kopie des Gemäldes hilft.</translation>
    </message>
    <message>
        <source>{name} has {width:,} × {height:,} pixels, fewer than the stroke size asks for; its strokes, or at least the small ones, come out finer. A larger copy of the painting would help.</source>
        <translation>{name} hat {width:,} × {height:,} Pixel, weniger, als die Strichgröße verlangt; die Striche, wenigstens die kleinen, werden feiner. Eine größere Kopie des Gemäldes hilft.</translation>
    </message>
    <message>
        <source>{name} holds no table of layers; choose a file that weights info names.</source>
        <translation>{name} enthält keine Tabelle von Schichten; eine der offiziellen Dateien wählen.</translation>
    </message>
    <message>
        <source>{name} holds pixels that are not numbers; save a clean copy from the program that made it.</source>
        <translation>{name} enthält Bildpunkte, die keine Zahlen sind; mit dem Programm, aus dem es stammt, eine saubere Kopie speichern.</translation>
    </message>
    <message>
        <source>{name} holds program code, not only numbers, and was not opened; choose an official file or a safetensors file.</source>
        <translation>{name} enthält Programmcode statt nur Zahlen und wurde nicht geöffnet; eine offizielle Datei oder eine safetensors-Datei wählen.</translation>
    </message>
    <message>
        <source>{name} holds signed numbers instead of colours; save a copy with 8 or 16 bits per channel and use that.</source>
        <translation>{name} enthält vorzeichenbehaftete Zahlen statt Farben; eine Kopie mit 8 oder 16 Bit pro Kanal speichern und verwenden.</translation>
    </message>
    <message>
        <source>{name} holds {found} weights, not {given} ones; leave the family out.</source>
        <translation>{name} enthält Gewichte von {found}, nicht von {given}; die Familie weglassen.</translation>
    </message>
    <message>
        <source>{name} is a TIFF of a kind this program does not read; save a copy as RGB with 8 or 16 bits per channel and use that.</source>
        <translation>{name} ist ein TIFF, das dieses Programm nicht liest; eine Kopie als RGB mit 8 oder 16 Bit pro Kanal speichern und verwenden.</translation>
    </message>
    <message>
        <source>{name} is a VGG-19 of an unknown family; import it with the family it was made for, oxford (BGR, 0-255) or torchvision (RGB, 0-1).</source>
        <translation>{name} ist ein VGG-19 unbekannter Familie; mit der Familie importieren, für die es gemacht ist: oxford (BGR, 0-255) oder torchvision (RGB, 0-1).</translation>
    </message>
    <message>
        <source>{name} is a camera raw file, which this program does not read; open it in the program that made it and export a PNG, JPEG or TIFF.</source>
        <translation>{name} ist eine Rohdatei einer Kamera, die dieses Programm nicht liest; im passenden Programm öffnen und als PNG, JPEG oder TIFF exportieren.</translation>
    </message>
    <message>
        <source>{name} is a device or pipe and not a file; choose a picture file.</source>
        <translation>{name} ist ein Gerät oder eine Pipe und keine Datei; eine Bilddatei wählen.</translation>
    </message>
    <message>
        <source>{name} is a folder; choose a picture file inside it.</source>
        <translation>{name} ist ein Ordner; eine Bilddatei darin wählen.</translation>
    </message>
    <message>
        <source>{name} is a folder; give the picture a file name inside it.</source>
        <translation>{name} ist ein Ordner; dem Bild darin einen Dateinamen geben.</translation>
    </message>
    <message>
        <source>{name} is a name that Windows keeps for itself; choose another name.</source>
        <translation>{name} ist ein Name, den Windows für sich behält; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>{name} is an SVG drawing, which is not made of pixels; export it as a PNG and use that.</source>
        <translation>{name} ist eine SVG-Zeichnung, die nicht aus Bildpunkten besteht; als PNG exportieren und dieses verwenden.</translation>
    </message>
    <message>
        <source>{name} is damaged or incomplete and cannot be read; download it again.</source>
        <translation>{name} ist beschädigt oder unvollständig und lässt sich nicht lesen; noch einmal herunterladen.</translation>
    </message>
    <message>
        <source>{name} is damaged or incomplete and cannot be read; download or convert it again.</source>
        <translation>{name} ist beschädigt oder unvollständig und lässt sich nicht lesen; noch einmal herunterladen oder umwandeln.</translation>
    </message>
    <message>
        <source>{name} is damaged or of a kind this program cannot read; use another copy of the file.</source>
        <translation>{name} ist beschädigt oder von einer Art, die dieses Programm nicht liest; eine andere Kopie der Datei verwenden.</translation>
    </message>
    <message>
        <source>{name} is damaged: its size is not what it says; use another copy of the file.</source>
        <translation>{name} ist beschädigt: Die Größe ist nicht die angegebene; eine andere Kopie der Datei verwenden.</translation>
    </message>
    <message>
        <source>{name} is empty (0 bytes); use another copy of the file.</source>
        <translation>{name} ist leer (0 Bytes); eine andere Kopie der Datei verwenden.</translation>
    </message>
    <message>
        <source>{name} is incomplete or damaged; use another copy of the file.</source>
        <translation>{name} ist unvollständig oder beschädigt; eine andere Kopie der Datei verwenden.</translation>
    </message>
    <message>
        <source>{name} is neither a safetensors nor a .pth file; choose a file that weights info names.</source>
        <translation>{name} ist weder eine safetensors- noch eine .pth-Datei; eine der offiziellen Dateien wählen.</translation>
    </message>
    <message>
        <source>{name} is no animation; end the name in .webp or .gif.</source>
        <translation>{name} ist keine Animation; der Name muss auf .webp oder .gif enden.</translation>
    </message>
    <message>
        <source>{name} is not a file name; choose the file again.</source>
        <translation>{name} ist kein Dateiname; die Datei noch einmal wählen.</translation>
    </message>
    <message>
        <source>{name} is not a file of VGG-19 weights but {kind}; choose another file.</source>
        <translation>{name} ist keine Datei mit VGG-19-Gewichten, sondern {kind}; eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>{name} is not a folder; choose a new or an empty one.</source>
        <translation>{name} ist kein Ordner; bitte einen neuen oder einen leeren wählen.</translation>
    </message>
    <message>
        <source>{name} is not a picture this program can read; use PNG, JPEG, WebP, TIFF, BMP, GIF or AVIF.</source>
        <translation>{name} ist kein Bild, das dieses Programm lesen kann; PNG, JPEG, WebP, TIFF, BMP, GIF oder AVIF verwenden.</translation>
    </message>
    <message>
        <source>{name} is not an ordinary file; choose another name.</source>
        <translation>{name} ist keine gewöhnliche Datei; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>{name} is one of the pictures to paint from; choose another name for the output.</source>
        <translation>{name} ist eines der Bilder, nach denen gemalt wird; einen anderen Namen für die Ausgabe wählen.</translation>
    </message>
    <message>
        <source>{name} is only {width:,}×{height:,} pixels; both edges must be at least {least}, so use a larger picture.</source>
        <translation>{name} hat nur {width:,}×{height:,} Pixel; beide Seiten müssen mindestens {least} lang sein, also ein größeres Bild verwenden.</translation>
    </message>
    <message>
        <source>{name} is {kind}, which this program does not read; open it in the program that made it and export a PNG, JPEG or TIFF.</source>
        <translation>{name} ist {kind} und wird von diesem Programm nicht gelesen; im passenden Programm öffnen und als PNG, JPEG oder TIFF exportieren.</translation>
    </message>
    <message>
        <source>{name} is {width:,}×{height:,} pixels, more than the {most} megapixels that can be opened; make a smaller copy and use that.</source>
        <translation>{name} hat {width:,}×{height:,} Pixel, mehr als die {most} Megapixel, die sich öffnen lassen; eine kleinere Kopie machen und verwenden.</translation>
    </message>
    <message>
        <source>{name} may not be read; change its permissions or copy it to a folder of yours.</source>
        <translation>{name} darf nicht gelesen werden; die Zugriffsrechte ändern oder die Datei in einen eigenen Ordner kopieren.</translation>
    </message>
    <message>
        <source>{name} stores {key} as {kind}, not as 16-, 32- or 64-bit floats; choose another file.</source>
        <translation>{name} speichert {key} als {kind}, nicht als Gleitkommazahlen mit 16, 32 oder 64 Bit; eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>{name} stores {stem}.{part} in another form than plain decimal numbers; choose a file that weights info names.</source>
        <translation>{name} speichert {stem}.{part} anders als in einfachen Dezimalzahlen; eine der offiziellen Dateien wählen.</translation>
    </message>
    <message>
        <source>{name}: {what}.</source>
        <translation>{name}: {what}.</translation>
    </message>
    <message>
        <source>{problem} Stop the painting to keep what there is.</source>
        <translation>{problem} Das Malen mit Stopp beenden, um zu behalten, was da ist.</translation>
    </message>
    <message>
        <source>{problem}; allow more, or choose a size of at most {size:,}.</source>
        <translation>{problem}; mehr erlauben oder eine Größe von höchstens {size:,} wählen.</translation>
    </message>
    <message>
        <source>{problem}; allow more.</source>
        <translation>{problem}; mehr erlauben.</translation>
    </message>
    <message>
        <source>{size:,} bytes long</source>
        <translation>{size:,} Bytes lang</translation>
    </message>
    <message>
        <source>{source} holds no VGG-19 (no features.0.weight, no conv1_1.weight); choose a file that weights info names.</source>
        <translation>{source} enthält kein VGG-19 (kein features.0.weight, kein conv1_1.weight); eine der offiziellen Dateien wählen.</translation>
    </message>
    <message>
        <source>{source} is another network: {name} has the shape {shape} with {biases}, VGG-19 has {expected} with {expected_biases}; choose a file that weights info names.</source>
        <translation>{source} ist ein anderes Netz: {name} hat die Form {shape} mit {biases}, VGG-19 hat {expected} mit {expected_biases}; eine der offiziellen Dateien wählen.</translation>
    </message>
    <message>
        <source>{source} is damaged: {name} holds values that are not numbers; download it again.</source>
        <translation>{source} ist beschädigt: {name} enthält Werte, die keine Zahlen sind; noch einmal herunterladen.</translation>
    </message>
    <message>
        <source>{source} is not a complete VGG-19: {name} ({stem}.{part}) is missing; choose a file that weights info names.</source>
        <translation>{source} ist kein vollständiges VGG-19: {name} ({stem}.{part}) fehlt; eine der offiziellen Dateien wählen.</translation>
    </message>
    <message>
        <source>{where}: {what}</source>
        <translation>{where}: {what}</translation>
    </message>
</context>
<context>
    <name>ErrorReportDialog</name>
    <message numerus="yes">
        <source>A fault inside the program happened %n times. Your pictures and settings are untouched and you can go on; if it keeps happening, copy this report and send it to the people who make the program.</source>
        <translation>
            <numerusform>Ein Fehler im Programm ist einmal aufgetreten. Bilder und Einstellungen sind unversehrt, und es kann weitergehen; tritt er wieder auf, hilft es, diesen Bericht zu kopieren und denen zu schicken, die das Programm machen.</numerusform>
            <numerusform>Ein Fehler im Programm ist %n-mal aufgetreten. Bilder und Einstellungen sind unversehrt, und es kann weitergehen; tritt er wieder auf, hilft es, diesen Bericht zu kopieren und denen zu schicken, die das Programm machen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Details for a report</source>
        <translation>Einzelheiten für einen Bericht</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
</context>
<context>
    <name>ExportDetails</name>
    <message>
        <source> dpi</source>
        <translation> dpi</translation>
    </message>
    <message>
        <source>&amp;Bits per channel</source>
        <translation>&amp;Bit pro Kanal</translation>
    </message>
    <message>
        <source>&amp;Camera data</source>
        <translation>&amp;Kameradaten</translation>
    </message>
    <message>
        <source>&amp;Quality</source>
        <translation>&amp;Qualität</translation>
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation>&amp;Auflösung</translation>
    </message>
    <message>
        <source>16 keeps fine gradations for further editing; 8 is all that screens and printers show</source>
        <translation>16 bewahren feine Abstufungen für die weitere Bearbeitung; 8 sind alles, was Bildschirme und Drucker zeigen</translation>
    </message>
    <message>
        <source>All settings and the names of the pictures, without their folders: dropped on the window, the file brings them back</source>
        <translation>Alle Einstellungen und die Namen der Bilder, ohne ihre Ordner: aufs Fenster gezogen, bringt die Datei sie zurück</translation>
    </message>
    <message>
        <source>Bits per channel</source>
        <translation>Bit pro Kanal</translation>
    </message>
    <message>
        <source>Camera data</source>
        <translation>Kameradaten</translation>
    </message>
    <message>
        <source>Copy everything</source>
        <translation>Alles kopieren</translation>
    </message>
    <message>
        <source>Copy, without the location</source>
        <translation>Kopieren, ohne den Ort</translation>
    </message>
    <message>
        <source>Dots per inch on paper, written into the file: 300 for print, less for a wall</source>
        <translation>Punkte pro Zoll auf Papier, in die Datei geschrieben: 300 für Druck, weniger für eine Wand</translation>
    </message>
    <message>
        <source>Enlarged {factor} times after painting. Painting it larger gives true detail.</source>
        <translation>Nach dem Malen {factor}-fach vergrößert. Größer zu malen bringt echte Einzelheiten.</translation>
    </message>
    <message>
        <source>Every pixel stays exactly as it is, in a larger file</source>
        <translation>Jeder Bildpunkt bleibt genau, wie er ist, in einer größeren Datei</translation>
    </message>
    <message>
        <source>Higher keeps more detail in a larger file (1–100)</source>
        <translation>Höher bewahrt mehr Einzelheiten in einer größeren Datei (1–100)</translation>
    </message>
    <message>
        <source>Include the recipe</source>
        <translation>Das Rezept einfügen</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Name &amp;pattern</source>
        <translation>Namens&amp;muster</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Resolution on paper</source>
        <translation>Auflösung auf Papier</translation>
    </message>
    <message>
        <source>Se&amp;ttings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>&amp;Größe</translation>
    </message>
    <message>
        <source>What the photograph&apos;s file says of camera, date, author and rights. Its small preview and the maker&apos;s private notes are never copied.</source>
        <translation>Was die Datei des Fotos über Kamera, Datum, Urheber und Rechte sagt. Ihr kleines Vorschaubild und die privaten Vermerke des Herstellers werden nie kopiert.</translation>
    </message>
    <message>
        <source>Without loss</source>
        <translation>Ohne Verlust</translation>
    </message>
</context>
<context>
    <name>ExportStagesDialog</name>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message numerus="yes">
        <source>%n pictures of {width:,} × {height:,} px</source>
        <translation>
            <numerusform>%n Bild mit {width:,} × {height:,} px</numerusform>
            <numerusform>%n Bilder mit {width:,} × {height:,} px</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pictures of {width:,} × {height:,} px in {seconds:.1f} s</source>
        <translation>
            <numerusform>%n Bild mit {width:,} × {height:,} px in {seconds:.1f} s</numerusform>
            <numerusform>%n Bilder mit {width:,} × {height:,} px in {seconds:.1f} s</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>&amp;Hold at the end</source>
        <translation>&amp;Halten am Ende</translation>
    </message>
    <message>
        <source>&amp;Length</source>
        <translation>&amp;Länge</translation>
    </message>
    <message>
        <source>&amp;Repeat for ever</source>
        <translation>&amp;Endlos wiederholen</translation>
    </message>
    <message>
        <source>Animation (GIF)</source>
        <translation>Animation (GIF)</translation>
    </message>
    <message>
        <source>Animation (WebP)</source>
        <translation>Animation (WebP)</translation>
    </message>
    <message>
        <source>Begin again after the end; else the animation plays once</source>
        <translation>Nach dem Ende von vorn beginnen; sonst läuft die Animation einmal</translation>
    </message>
    <message>
        <source>Begin with the &amp;photograph</source>
        <translation>Mit dem Fo&amp;to beginnen</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>Choose the place</source>
        <translation>Den Ort wählen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export stages</source>
        <translation>Zwischenstände exportieren</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Hold at the end</source>
        <translation>Halten am Ende</translation>
    </message>
    <message>
        <source>How long the animation takes from the first stage to the painting</source>
        <translation>Wie lange die Animation vom ersten Zwischenstand bis zum Bild braucht</translation>
    </message>
    <message>
        <source>How long the finished painting stands at the end</source>
        <translation>Wie lange das fertige Bild am Ende stehen bleibt</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Long &amp;edge</source>
        <translation>Lan&amp;ge Seite</translation>
    </message>
    <message>
        <source>Long edge</source>
        <translation>Lange Seite</translation>
    </message>
    <message>
        <source>More run more smoothly, as far as there are stages; fewer are a smaller file</source>
        <translation>Mehr laufen flüssiger, soweit es Zwischenstände gibt; weniger ergeben eine kleinere Datei</translation>
    </message>
    <message>
        <source>Numbered pictures (PNG)</source>
        <translation>Nummerierte Bilder (PNG)</translation>
    </message>
    <message>
        <source>Pictures a &amp;second</source>
        <translation>&amp;Bilder pro Sekunde</translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation>Bilder pro Sekunde</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Show the photograph first, for one second or as the first of the numbered pictures</source>
        <translation>Zuerst das Foto zeigen, eine Sekunde lang oder als erstes der nummerierten Bilder</translation>
    </message>
    <message>
        <source>The longer side of the pictures; smaller ones make a smaller file</source>
        <translation>Die längere Seite der Bilder; kleinere ergeben eine kleinere Datei</translation>
    </message>
    <message>
        <source>WebP shows all colours in a small file; GIF has 256 colours and larger files, and is shown everywhere; numbered pictures are for a film program</source>
        <translation>WebP zeigt alle Farben in einer kleinen Datei; GIF hat 256 Farben und größere Dateien und wird überall gezeigt; nummerierte Bilder sind für ein Filmprogramm</translation>
    </message>
    <message>
        <source>Where to save it; what is there already is never replaced</source>
        <translation>Wohin gespeichert wird; was dort schon liegt, wird nie ersetzt</translation>
    </message>
    <message>
        <source>{photograph} – stages</source>
        <translation>{photograph} – Zwischenstände</translation>
    </message>
</context>
<context>
    <name>FinishPanel</name>
    <message>
        <source>Blend with photograph</source>
        <translation>Foto einmischen</translation>
    </message>
    <message>
        <source>Brings the photograph&apos;s colours back; the brush strokes stay (0–100 %)</source>
        <translation>Bringt die Farben des Fotos zurück; die Pinselstriche bleiben (0–100 %)</translation>
    </message>
    <message>
        <source>Changes a finished painting at once; nothing is painted again.</source>
        <translation>Ändert ein fertiges Bild sofort; nichts wird neu gemalt.</translation>
    </message>
    <message>
        <source>Mixes the photograph into the painting (0–100 %)</source>
        <translation>Mischt das Foto in das gemalte Bild (0–100 %)</translation>
    </message>
    <message>
        <source>Photograph&apos;s colours</source>
        <translation>Farben des Fotos</translation>
    </message>
    <message>
        <source>The painting gets this as soon as it is done; nothing is painted again.</source>
        <translation>Das Bild bekommt dies, sobald es fertig ist; es wird nichts neu gemalt.</translation>
    </message>
</context>
<context>
    <name>Forecast</name>
    <message>
        <source>Apple graphics</source>
        <translation>Apple-Grafik</translation>
    </message>
    <message>
        <source>Does not fit: {needed} needed, {room} allowed; choose a smaller output size, or allow more memory under Advanced.</source>
        <translation>Passt nicht: {needed} nötig, {room} erlaubt; eine kleinere Ausgabegröße wählen oder unter „Erweitert“ mehr Speicher erlauben.</translation>
    </message>
    <message>
        <source>Does not fit: {needed} needed, {room} free; choose a smaller output size, or close other programs.</source>
        <translation>Passt nicht: {needed} nötig, {room} frei; eine kleinere Ausgabegröße wählen oder andere Programme schließen.</translation>
    </message>
    <message>
        <source>Fits · about {time} · {memory}</source>
        <translation>Passt · etwa {time} · {memory}</translation>
    </message>
    <message>
        <source>It is cut into tiles to keep within the memory; they leave no seams.</source>
        <translation>Es wird in Kacheln zerlegt, damit der Speicher reicht; sie hinterlassen keine Nähte.</translation>
    </message>
    <message>
        <source>It runs on the {device} with {precision} and may use {room} of memory.</source>
        <translation>Es läuft auf: {device}, mit {precision}, und darf {room} Speicher belegen.</translation>
    </message>
    <message>
        <source>NVIDIA graphics card</source>
        <translation>NVIDIA-Grafikkarte</translation>
    </message>
    <message>
        <source>Painting now would go through one size, {size} pixels, in {count:,} iterations.</source>
        <translation>Jetzt würde in einer Größe gemalt, {size} Pixel, in {count:,} Durchgängen.</translation>
    </message>
    <message>
        <source>Painting now would go through {scales} sizes up to {size} pixels, with {count:,} iterations at the last.</source>
        <translation>Jetzt würde über {scales} Größen bis {size} Pixel gemalt, mit {count:,} Durchgängen in der letzten.</translation>
    </message>
    <message>
        <source>{hours:,} h</source>
        <translation>{hours:,} h</translation>
    </message>
    <message>
        <source>{number:,.1f} GB</source>
        <translation>{number:,.1f} GB</translation>
    </message>
    <message>
        <source>Will be tiled · about {time} · {memory}</source>
        <translation>In Kacheln · etwa {time} · {memory}</translation>
    </message>
    <message>
        <source>an unknown time</source>
        <translation>unbekannt lange</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
</context>
<context>
    <name>ForecastLine</name>
    <message>
        <source>Forecast</source>
        <translation>Vorhersage</translation>
    </message>
</context>
<context>
    <name>Forecaster</name>
    <message>
        <source>Measuring this computer…</source>
        <translation>Dieser Computer wird ausgemessen …</translation>
    </message>
</context>
<context>
    <name>FrameMenu</name>
    <message>
        <source>&amp;Crop…</source>
        <translation>&amp;Zuschneiden …</translation>
    </message>
    <message>
        <source>&amp;Use all of it</source>
        <translation>&amp;Ganz verwenden</translation>
    </message>
    <message>
        <source>Choose the part of the picture that is used</source>
        <translation>Den Teil des Bildes wählen, der verwendet wird</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Rotate &amp;left</source>
        <translation>Nach &amp;links drehen</translation>
    </message>
    <message>
        <source>Rotate &amp;right</source>
        <translation>Nach &amp;rechts drehen</translation>
    </message>
    <message>
        <source>Turn the picture a quarter to the left</source>
        <translation>Das Bild ein Viertel nach links drehen</translation>
    </message>
    <message>
        <source>Turn the picture a quarter to the right</source>
        <translation>Das Bild ein Viertel nach rechts drehen</translation>
    </message>
    <message>
        <source>Use all of the picture again, the way up it is in its file</source>
        <translation>Wieder das ganze Bild verwenden, so herum wie in seiner Datei</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Pasted picture</source>
        <translation>Eingefügtes Bild</translation>
    </message>
</context>
<context>
    <name>GalleryStrip</name>
    <message>
        <source>Click a painting, or press Enter on it, to add it</source>
        <translation>Ein Klick auf ein Gemälde oder die Eingabetaste fügt es hinzu</translation>
    </message>
    <message>
        <source>Gallery of paintings</source>
        <translation>Galerie der Gemälde</translation>
    </message>
    <message>
        <source>Paintings further left</source>
        <translation>Gemälde weiter links</translation>
    </message>
    <message>
        <source>Paintings further right</source>
        <translation>Gemälde weiter rechts</translation>
    </message>
    <message>
        <source>Paintings you use are kept here.</source>
        <translation>Verwendete Gemälde bleiben hier.</translation>
    </message>
</context>
<context>
    <name>GuideView</name>
    <message>
        <source>Page of the guide</source>
        <translation>Seite der Anleitung</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message numerus="yes">
        <source>%n places on this page</source>
        <translation>
            <numerusform>%n Stelle auf dieser Seite</numerusform>
            <numerusform>%n Stellen auf dieser Seite</numerusform>
        </translation>
    </message>
    <message>
        <source>Address on the web</source>
        <translation>Adresse im Netz</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Contents of the guide</source>
        <translation>Inhalt der Anleitung</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Find in the guide</source>
        <translation>In der Anleitung suchen</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Anleitung</translation>
    </message>
    <message>
        <source>Marks these words, and the pages they are on; Return goes to the next ({keys})</source>
        <translation>Hebt diese Wörter hervor, und die Seiten, auf denen sie stehen; die Eingabetaste geht zur nächsten Stelle ({keys})</translation>
    </message>
    <message>
        <source>Nowhere in the guide</source>
        <translation>Nirgends in der Anleitung</translation>
    </message>
    <message>
        <source>{number} of {count} on this page</source>
        <translation>{number} von {count} auf dieser Seite</translation>
    </message>
    <message>
        <source>First page</source>
        <translation>Erste Seite</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Guide: {page}</source>
        <translation>Anleitung: {page}</translation>
    </message>
    <message>
        <source>NST Studio itself never goes on the web. Your browser can open this address.</source>
        <translation>NST Studio selbst geht nie ins Netz. Der Browser kann diese Adresse öffnen.</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächste Stelle</translation>
    </message>
    <message numerus="yes">
        <source>On %n other pages</source>
        <translation>
            <numerusform>Auf %n anderen Seite</numerusform>
            <numerusform>Auf %n anderen Seiten</numerusform>
        </translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>Place before</source>
        <translation>Vorige Stelle</translation>
    </message>
</context>
<context>
    <name>HelpMenu</name>
    <message>
        <source>The log files are in {folder}.</source>
        <translation>Die Protokolldateien liegen in {folder}.</translation>
    </message>
    <message>
        <source>Versions, machine and the end of the log were copied.</source>
        <translation>Versionen, Gerät und das Ende des Protokolls sind kopiert.</translation>
    </message>
    <message>
        <source>chosen when painting starts</source>
        <translation>wird beim Start des Malens gewählt</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message numerus="yes">
        <source>%n paintings were interrupted when the program ended. What there was of them is among the earlier paintings; Paint on in their menu goes on with it.</source>
        <translation>
            <numerusform>Ein Bild wurde unterbrochen, als das Programm endete. Was davon da war, ist unter den früheren Bildern; Weitermalen in seinem Menü macht damit weiter.</numerusform>
            <numerusform>%n Bilder wurden unterbrochen, als das Programm endete. Was davon da war, ist unter den früheren Bildern; Weitermalen in ihrem Menü macht damit weiter.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Compare with what is shown</source>
        <translation>Mit dem gezeigten &amp;vergleichen</translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation>&amp;Notiz …</translation>
    </message>
    <message>
        <source>&amp;Paint on</source>
        <translation>&amp;Weitermalen</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>Entfe&amp;rnen …</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Zeigen</translation>
    </message>
    <message>
        <source>&amp;Use its settings again</source>
        <translation>Seine &amp;Einstellungen wieder verwenden</translation>
    </message>
    <message>
        <source>A painting was interrupted when the program ended. {why} Next time it is tried again.</source>
        <translation>Ein Bild wurde unterbrochen, als das Programm endete. {why} Beim nächsten Mal wird es wieder versucht.</translation>
    </message>
    <message>
        <source>Paint on at &amp;twice the size</source>
        <translation>&amp;Doppelt so groß weitermalen</translation>
    </message>
    <message>
        <source>Painted on {when}. Files you saved stay where they are.</source>
        <translation>Gemalt am {when}. Gespeicherte Dateien bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Remove the painting {name} for good?</source>
        <translation>Das Bild {name} endgültig entfernen?</translation>
    </message>
    <message>
        <source>Same settings, &amp;other photograph…</source>
        <translation>Gleiche Einstellungen, anderes &amp;Foto …</translation>
    </message>
    <message>
        <source>St&amp;ar: always keep</source>
        <translation>&amp;Stern: immer behalten</translation>
    </message>
    <message>
        <source>Take the st&amp;ar away</source>
        <translation>&amp;Stern wegnehmen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove painting</source>
        <translation>Bild entfernen</translation>
    </message>
    <message>
        <source>What should be remembered about this painting?</source>
        <translation>Was soll zu diesem Bild vermerkt werden?</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>{photograph} in the style of {paintings}</source>
        <translation>{photograph} im Stil von {paintings}</translation>
    </message>
    <message>
        <source>{size}, style strength {strength:g}, stroke size {stroke:g}</source>
        <translation>{size}, Stilstärke {strength:g}, Strichgröße {stroke:g}</translation>
    </message>
    <message>
        <source>{when}, painted in {seconds:,.0f} s</source>
        <translation>{when}, gemalt in {seconds:,.0f} s</translation>
    </message>
</context>
<context>
    <name>ImportWeightsDialog</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Checking {name}…</source>
        <translation>{name} wird geprüft …</translation>
    </message>
    <message>
        <source>Choose a file of weights</source>
        <translation>Eine Datei mit Gewichten wählen</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Datei wählen …</translation>
    </message>
    <message>
        <source>Fa&amp;mily</source>
        <translation>Fa&amp;milie</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Import another network</source>
        <translation>Anderes Netz importieren</translation>
    </message>
    <message>
        <source>Needed only for a network the program does not recognise</source>
        <translation>Nur nötig bei einem Netz, das das Programm nicht erkennt</translation>
    </message>
    <message>
        <source>Recognise by content</source>
        <translation>Am Inhalt erkennen</translation>
    </message>
    <message>
        <source>You hardly ever need this. The network is the trained eye with which the program compares the picture with your paintings, and the one that came with it is all that painting takes. Another training of it paints a little differently: that is for comparing with other programs, and for repeating a painting that was made with it.

The program never downloads anything. Fetch one of these files with your browser, then choose it here (.pth or .safetensors).</source>
        <translation>Das wird kaum je gebraucht. Das Netz ist das geschulte Auge, mit dem das Programm das Bild und die Gemälde vergleicht, und zum Malen reicht das mitgelieferte. Anders geschult malt es ein wenig anders: das ist für Vergleiche mit anderen Programmen, und um ein Bild zu wiederholen, das damit gemalt wurde.

Das Programm lädt nie etwas herunter. Eine dieser Dateien mit dem Browser holen und dann hier wählen (.pth oder .safetensors).</translation>
    </message>
    <message>
        <source>{megabytes:,} MB</source>
        <translation>{megabytes:,} MB</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>{name} was imported as {family}; choose it under Advanced ▸ Network.</source>
        <translation>{name} ist als {family} importiert; zu wählen unter Erweitert ▸ Netz.</translation>
    </message>
</context>
<context>
    <name>InitialChooser</name>
    <message>
        <source>A picture…</source>
        <translation>Ein Bild …</translation>
    </message>
    <message>
        <source>Choose the part of this picture to start from, or turn it</source>
        <translation>Den Teil dieses Bildes wählen, mit dem begonnen wird, oder es drehen</translation>
    </message>
    <message>
        <source>Crop…</source>
        <translation>Zuschneiden …</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>Picture: {name}</source>
        <translation>Bild: {name}</translation>
    </message>
    <message>
        <source>Picture: {name}, cropped</source>
        <translation>Bild: {name}, zugeschnitten</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Beginnen mit</translation>
    </message>
    <message>
        <source>Start from the photograph again</source>
        <translation>Wieder mit dem Foto beginnen</translation>
    </message>
    <message>
        <source>The photograph</source>
        <translation>Dem Foto</translation>
    </message>
    <message>
        <source>What is on the canvas before the first stroke. From the photograph its shapes stay firm; from noise everything is found anew, more freely and more slowly.</source>
        <translation>Was vor dem ersten Strich auf der Leinwand ist. Mit dem Foto bleiben seine Formen fest; mit Rauschen wird alles neu gefunden, freier und langsamer.</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>The settings were taken over without these pictures: {names}.</source>
        <translation>Die Einstellungen sind übernommen, ohne diese Bilder: {names}.</translation>
    </message>
    <message>
        <source>The settings were taken over.</source>
        <translation>Die Einstellungen sind übernommen.</translation>
    </message>
    <message>
        <source>The settings were taken over; they paint on where an earlier painting ended. To begin anew, choose the photograph under Advanced, Start from.</source>
        <translation>Die Einstellungen sind übernommen; sie malen dort weiter, wo ein früheres Bild endete. Um von vorn zu beginnen, unter Erweitert bei „Beginnen mit“ das Foto wählen.</translation>
    </message>
    <message>
        <source>{name} is in the list already.</source>
        <translation>{name} ist schon in der Liste.</translation>
    </message>
</context>
<context>
    <name>LayerWeights</name>
    <message>
        <source>Add a layer to {title}</source>
        <translation>{title}: eine Schicht hinzufügen</translation>
    </message>
    <message>
        <source>Add layer…</source>
        <translation>Schicht hinzufügen …</translation>
    </message>
    <message>
        <source>Back to the objective&apos;s own layers and weights</source>
        <translation>Zurück zu den eigenen Schichten und Gewichten des Ziels</translation>
    </message>
    <message>
        <source>Do not look at {layer}</source>
        <translation>{layer} nicht mehr ansehen</translation>
    </message>
    <message>
        <source>Look at another layer of the network as well</source>
        <translation>Auch eine weitere Schicht des Netzes ansehen</translation>
    </message>
    <message>
        <source>Remove {layer}</source>
        <translation>{layer} entfernen</translation>
    </message>
    <message>
        <source>Reset {title}</source>
        <translation>{title} zurücksetzen</translation>
    </message>
    <message>
        <source>Weight of {layer}</source>
        <translation>Gewicht von {layer}</translation>
    </message>
    <message>
        <source>colour and the finest grain</source>
        <translation>Farbe und das feinste Korn</translation>
    </message>
    <message>
        <source>fine brushwork and edges</source>
        <translation>feine Pinselstriche und Kanten</translation>
    </message>
    <message>
        <source>large shapes and how they lie together</source>
        <translation>große Formen und wie sie zueinander liegen</translation>
    </message>
    <message>
        <source>large strokes and the shapes of things</source>
        <translation>große Striche und die Formen der Dinge</translation>
    </message>
    <message>
        <source>single strokes and small patterns</source>
        <translation>einzelne Striche und kleine Muster</translation>
    </message>
    <message>
        <source>{layer} sees {what}.</source>
        <translation>{layer} sieht {what}.</translation>
    </message>
</context>
<context>
    <name>LicencesDialog</name>
    <message>
        <source>Licence texts</source>
        <translation>Lizenztexte</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Reading the licences…</source>
        <translation>Die Lizenzen werden gelesen …</translation>
    </message>
</context>
<context>
    <name>LiveChanges</name>
    <message>
        <source>For the next painting: {settings}.</source>
        <translation>Für das nächste Bild: {settings}.</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Paint with these settings from the beginning</source>
        <translation>Mit diesen Einstellungen von Anfang an malen</translation>
    </message>
    <message>
        <source>Painting again repeats the change made on the way.</source>
        <translation>Noch einmal gemalt, wiederholt sich die Änderung, die unterwegs gemacht wurde.</translation>
    </message>
    <message>
        <source>Painting again repeats the {count} changes made on the way.</source>
        <translation>Noch einmal gemalt, wiederholen sich die {count} Änderungen, die unterwegs gemacht wurden.</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Stop this painting, which stays among the earlier ones, and begin again with what is set</source>
        <translation>Dieses Bild stoppen, das bei den früheren bleibt, und mit dem jetzt Eingestellten neu beginnen</translation>
    </message>
    <message>
        <source>This painting has settings of its own; what is changed here is for the next one.</source>
        <translation>Dieses Bild hat eigene Einstellungen; was hier geändert wird, gilt für das nächste.</translation>
    </message>
    <message>
        <source>device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>memory limit</source>
        <translation>Speichergrenze</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>Genauigkeit</translation>
    </message>
</context>
<context>
    <name>Looks</name>
    <message>
        <source>Export look</source>
        <translation>Look exportieren</translation>
    </message>
    <message>
        <source>Export this look…</source>
        <translation>Diesen Look exportieren …</translation>
    </message>
    <message>
        <source>Import a look…</source>
        <translation>Einen Look importieren …</translation>
    </message>
    <message>
        <source>Import look</source>
        <translation>Look importieren</translation>
    </message>
    <message>
        <source>Its present settings would be lost.</source>
        <translation>Seine jetzigen Einstellungen gingen verloren.</translation>
    </message>
    <message>
        <source>Look saved as {name}.</source>
        <translation>Look als {name} gespeichert.</translation>
    </message>
    <message>
        <source>Looks (*.json)</source>
        <translation>Looks (*.json)</translation>
    </message>
    <message>
        <source>My look</source>
        <translation>Mein Look</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove look</source>
        <translation>Look entfernen</translation>
    </message>
    <message>
        <source>Remove the look {name} for good?</source>
        <translation>Den Look {name} endgültig entfernen?</translation>
    </message>
    <message>
        <source>Remove this look…</source>
        <translation>Diesen Look entfernen …</translation>
    </message>
    <message>
        <source>Rename look</source>
        <translation>Look umbenennen</translation>
    </message>
    <message>
        <source>Rename this look…</source>
        <translation>Diesen Look umbenennen …</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace look</source>
        <translation>Look ersetzen</translation>
    </message>
    <message>
        <source>Save look</source>
        <translation>Look speichern</translation>
    </message>
    <message>
        <source>Save this look…</source>
        <translation>Diesen Look speichern …</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Gespeichert als {path}.</translation>
    </message>
    <message>
        <source>The settings stay as they are, and so do your paintings.</source>
        <translation>Die Einstellungen und die gemalten Bilder bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>There is a look called {name} already. Replace it?</source>
        <translation>Es gibt schon einen Look namens {name}. Ersetzen?</translation>
    </message>
    <message>
        <source>What should this look be called?</source>
        <translation>Wie soll dieser Look heißen?</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>Iterations</source>
        <translation>Durchgänge</translation>
    </message>
    <message>
        <source>Objective over the iterations</source>
        <translation>Ziel über die Durchgänge</translation>
    </message>
    <message>
        <source>Scale {number}</source>
        <translation>Größenstufe {number}</translation>
    </message>
    <message>
        <source>The objective is plotted here while painting.</source>
        <translation>Hier erscheint beim Malen, wie nah das Ziel ist.</translation>
    </message>
    <message>
        <source>{value} at {iteration}</source>
        <translation>{value} bei {iteration}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Photograph at the painting&apos;s size</source>
        <translation>Foto in der Größe des Bildes</translation>
    </message>
    <message>
        <source>See the photograph for as long as this is pressed (hold B on the picture)</source>
        <translation>Das Foto sehen, solange dies gedrückt ist (B auf dem Bild gedrückt halten)</translation>
    </message>
    <message>
        <source>See the photograph while pressed</source>
        <translation>Das Foto sehen, solange gedrückt</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Vergrößerung</translation>
    </message>
</context>
<context>
    <name>Manners</name>
    <message>
        <source>It took {time}.</source>
        <translation>Es dauerte {time}.</translation>
    </message>
    <message>
        <source>The painting ended early</source>
        <translation>Das Malen ist vorzeitig beendet</translation>
    </message>
    <message>
        <source>The painting is finished</source>
        <translation>Das Bild ist fertig</translation>
    </message>
    <message>
        <source>The painting was stopped</source>
        <translation>Das Malen ist gestoppt</translation>
    </message>
    <message>
        <source>The picture could not be painted</source>
        <translation>Das Bild ließ sich nicht malen</translation>
    </message>
    <message>
        <source>The queue is through</source>
        <translation>Die Warteschlange ist durch</translation>
    </message>
    <message>
        <source>{name}, after {time}</source>
        <translation>{name}, nach {time}</translation>
    </message>
</context>
<context>
    <name>MemoryLimitBox</name>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>The most memory that painting may take. What needs more is painted in tiles, more slowly and without seams. Automatic takes what is free.</source>
        <translation>Der meiste Speicher, den das Malen belegen darf. Was mehr braucht, wird in Kacheln gemalt, langsamer und ohne Nähte. „Automatisch“ nimmt, was frei ist.</translation>
    </message>
    <message>
        <source>This computer has {number:,.1f} GB.</source>
        <translation>Dieser Computer hat {number:,.1f} GB.</translation>
    </message>
    <message>
        <source>Use at most this much memory</source>
        <translation>Höchstens so viel Speicher verwenden</translation>
    </message>
    <message>
        <source>at most {number:,.1f} GB</source>
        <translation>höchstens {number:,.1f} GB</translation>
    </message>
    <message>
        <source>{number:,.1f} GB is the least.</source>
        <translation>{number:,.1f} GB sind das wenigste.</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>+%n weitere</numerusform>
            <numerusform>+%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Dismiss all</source>
        <translation>Alle ausblenden</translation>
    </message>
    <message>
        <source>Dismiss this message (Esc)</source>
        <translation>Diese Meldung ausblenden (Esc)</translation>
    </message>
    <message>
        <source>Dismiss this message and all behind it</source>
        <translation>Diese Meldung und alle dahinter ausblenden</translation>
    </message>
</context>
<context>
    <name>Mime</name>
    <message>
        <source>NST Studio works offline and opens no addresses; save the picture to a file first.</source>
        <translation>NST Studio arbeitet ohne Netz und öffnet keine Adressen; das Bild zuerst in einer Datei speichern.</translation>
    </message>
    <message>
        <source>Only the first {count} of the dropped files were looked at.</source>
        <translation>Nur die ersten {count} der abgelegten Dateien wurden angesehen.</translation>
    </message>
    <message>
        <source>The picture has more than 250 megapixels; make it smaller first.</source>
        <translation>Das Bild hat mehr als 250 Megapixel; zuerst verkleinern.</translation>
    </message>
    <message>
        <source>The picture on the clipboard is empty; copy it again.</source>
        <translation>Das Bild in der Zwischenablage ist leer; noch einmal kopieren.</translation>
    </message>
    <message>
        <source>There is no picture in what was given; use a picture file or a bitmap.</source>
        <translation>Darin ist kein Bild; eine Bilddatei oder ein Bild aus der Zwischenablage verwenden.</translation>
    </message>
    <message>
        <source>This picture is too large to be taken so; save it to a file first.</source>
        <translation>Dieses Bild ist zu groß, um es so zu übernehmen; zuerst in einer Datei speichern.</translation>
    </message>
    <message>
        <source>This text is not the path of a picture; use a file or a bitmap.</source>
        <translation>Dieser Text ist kein Pfad zu einem Bild; eine Datei oder ein Bild verwenden.</translation>
    </message>
</context>
<context>
    <name>MissingPicturesDialog</name>
    <message>
        <source>Find pictures</source>
        <translation>Bilder finden</translation>
    </message>
    <message>
        <source>Find {name}</source>
        <translation>{name} finden</translation>
    </message>
    <message>
        <source>Go on without</source>
        <translation>Ohne weitermachen</translation>
    </message>
    <message>
        <source>Painting</source>
        <translation>Gemälde</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Picture to start from</source>
        <translation>Bild, mit dem begonnen wird</translation>
    </message>
    <message>
        <source>Restore settings</source>
        <translation>Einstellungen wiederherstellen</translation>
    </message>
    <message>
        <source>These settings were made with pictures that are not among those you used before. Show where they are, or go on without them.</source>
        <translation>Diese Einstellungen entstanden mit Bildern, die nicht unter den bisher verwendeten sind. Zeigen, wo sie liegen, oder ohne sie weitermachen.</translation>
    </message>
    <message>
        <source>This painting of the queue is made from pictures that are not where they were. Show where they are now; other paintings of the queue find them, too.</source>
        <translation>Dieses Bild der Warteschlange entsteht aus Bildern, die nicht mehr dort liegen, wo sie lagen. Zeigen, wo sie jetzt liegen; andere Bilder der Warteschlange finden sie damit auch.</translation>
    </message>
    <message>
        <source>Use these pictures</source>
        <translation>Diese Bilder verwenden</translation>
    </message>
</context>
<context>
    <name>MissingRow</name>
    <message>
        <source>Choose the file of this picture, and those of others with it</source>
        <translation>Die Datei dieses Bildes wählen, und mit ihr die der anderen</translation>
    </message>
    <message>
        <source>Find {name}</source>
        <translation>{name} finden</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Finden …</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>The painting will come out different from the one it was made with</source>
        <translation>Das Bild wird anders als das, das damit gemalt wurde</translation>
    </message>
    <message>
        <source>Use it all the same</source>
        <translation>Trotzdem verwenden</translation>
    </message>
    <message>
        <source>{name} is another picture</source>
        <translation>{name} ist ein anderes Bild</translation>
    </message>
    <message>
        <source>{part}, {width:,} × {height:,} px</source>
        <translation>{part}, {width:,} × {height:,} px</translation>
    </message>
</context>
<context>
    <name>NamePattern</name>
    <message>
        <source>First free number</source>
        <translation>Erste freie Nummer</translation>
    </message>
    <message>
        <source>How files are named. What stands in braces is filled in; the button inserts it.</source>
        <translation>Wie Dateien heißen. Was in Klammern steht, wird ausgefüllt; der Knopf fügt es ein.</translation>
    </message>
    <message>
        <source>Insert a field</source>
        <translation>Ein Feld einfügen</translation>
    </message>
    <message>
        <source>Insert something that is filled in</source>
        <translation>Etwas einfügen, das ausgefüllt wird</translation>
    </message>
    <message>
        <source>Name of the first painting</source>
        <translation>Name des ersten Gemäldes</translation>
    </message>
    <message>
        <source>Name of the photograph</source>
        <translation>Name des Fotos</translation>
    </message>
    <message>
        <source>Name pattern</source>
        <translation>Namensmuster</translation>
    </message>
    <message>
        <source>Names of all paintings</source>
        <translation>Namen aller Gemälde</translation>
    </message>
    <message>
        <source>Size in pixels</source>
        <translation>Größe in Pixeln</translation>
    </message>
    <message>
        <source>Stroke size</source>
        <translation>Strichgröße</translation>
    </message>
    <message>
        <source>Style strength</source>
        <translation>Stilstärke</translation>
    </message>
</context>
<context>
    <name>NumberSlider</name>
    <message>
        <source>Double-click the slider or its name for the default.</source>
        <translation>Doppelklick auf den Regler oder seinen Namen stellt die Vorgabe wieder her.</translation>
    </message>
    <message>
        <source>{name}, slider</source>
        <translation>{name}, Regler</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>{width:,} × {height:,} px</source>
        <translation>{width:,} × {height:,} px</translation>
    </message>
</context>
<context>
    <name>OnCanvas</name>
    <message>
        <source>Earlier paintings can be shown when this one is done.</source>
        <translation>Frühere Bilder lassen sich zeigen, wenn dieses fertig ist.</translation>
    </message>
    <message>
        <source>One moment: the picture so far comes after this iteration.</source>
        <translation>Einen Moment: das bisherige Bild kommt nach dieser Iteration.</translation>
    </message>
    <message>
        <source>The last painting could not be kept and is in no file: save it first, or start again to give it up.</source>
        <translation>Das letzte Bild konnte nicht aufgehoben werden und ist in keiner Datei: zuerst speichern, oder noch einmal starten, um es aufzugeben.</translation>
    </message>
    <message>
        <source>The painting that is shown could not be kept and is in no file: save it first, or choose the other one again to give it up.</source>
        <translation>Das gezeigte Bild konnte nicht aufgehoben werden und ist in keiner Datei: zuerst speichern, oder das andere noch einmal wählen, um es aufzugeben.</translation>
    </message>
</context>
<context>
    <name>Outgoing</name>
    <message>
        <source>Drag the painting into a folder or another program; Ctrl+C copies it.</source>
        <translation>Das Bild in einen Ordner oder ein anderes Programm ziehen; Strg+C kopiert es.</translation>
    </message>
    <message>
        <source>One moment: the file is being written. Hold on to it.</source>
        <translation>Einen Moment: Die Datei wird gerade geschrieben. Bitte festhalten.</translation>
    </message>
    <message>
        <source>The file was not written yet. Drag it once more.</source>
        <translation>Die Datei war noch nicht geschrieben. Bitte noch einmal ziehen.</translation>
    </message>
    <message>
        <source>The painting is on the clipboard.</source>
        <translation>Das gemalte Bild ist in der Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>PaintMenu</name>
    <message>
        <source>It can be painted on when this painting is done.</source>
        <translation>Daran lässt sich weitermalen, wenn dieses Bild fertig ist.</translation>
    </message>
</context>
<context>
    <name>PaintingQueue</name>
    <message numerus="yes">
        <source>%n paintings were taken out of the queue; Edit ▸ Undo puts them back.</source>
        <translation>
            <numerusform>Ein Bild ist aus der Warteschlange genommen; Bearbeiten ▸ Rückgängig holt es zurück.</numerusform>
            <numerusform>%n Bilder sind aus der Warteschlange genommen; Bearbeiten ▸ Rückgängig holt sie zurück.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photographs were queued.</source>
        <translation>
            <numerusform>Ein Foto ist eingereiht.</numerusform>
            <numerusform>%n Fotos sind eingereiht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a painting first; then several photographs can be queued.</source>
        <translation>Zuerst ein Gemälde hinzufügen; dann lassen sich mehrere Fotos einreihen.</translation>
    </message>
    <message>
        <source>Queued: {title}.</source>
        <translation>Eingereiht: {title}.</translation>
    </message>
    <message>
        <source>The queue is through: {done} painted, {failed} could not be painted.</source>
        <translation>Die Warteschlange ist durch: {done} gemalt, {failed} nicht gelungen.</translation>
    </message>
    <message>
        <source>The queue is through: {done} painted.</source>
        <translation>Die Warteschlange ist durch: {done} gemalt.</translation>
    </message>
    <message>
        <source>order of the queue</source>
        <translation>Reihenfolge der Warteschlange</translation>
    </message>
    <message>
        <source>paintings added to the queue</source>
        <translation>eingereihte Bilder</translation>
    </message>
    <message>
        <source>paintings taken out of the queue</source>
        <translation>aus der Warteschlange genommene Bilder</translation>
    </message>
    <message>
        <source>paintings that wait again</source>
        <translation>Bilder, die nochmals warten</translation>
    </message>
</context>
<context>
    <name>PictureChecklist</name>
    <message>
        <source>Space ticks a picture, or takes its tick away</source>
        <translation>Die Leertaste hakt ein Bild an oder nimmt den Haken weg</translation>
    </message>
</context>
<context>
    <name>PicturePanel</name>
    <message>
        <source>Choose another photograph</source>
        <translation>Ein anderes Foto wählen</translation>
    </message>
    <message>
        <source>Choose the part of the photograph to paint, or turn it</source>
        <translation>Den Teil des Fotos wählen, der gemalt wird, oder es drehen</translation>
    </message>
    <message>
        <source>Crop…</source>
        <translation>Zuschneiden …</translation>
    </message>
    <message>
        <source>Drop a photograph here</source>
        <translation>Ein Foto hierher ziehen</translation>
    </message>
    <message>
        <source>Drop, paste or open the photograph to be painted</source>
        <translation>Das Foto, das gemalt werden soll, hierher ziehen, einfügen oder öffnen</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Rotate right</source>
        <translation>Nach rechts drehen</translation>
    </message>
    <message>
        <source>Take the photograph away</source>
        <translation>Das Foto wegnehmen</translation>
    </message>
    <message>
        <source>Take the picture on the clipboard</source>
        <translation>Das Bild aus der Zwischenablage nehmen</translation>
    </message>
    <message>
        <source>Turn it a quarter to the right</source>
        <translation>Es ein Viertel nach rechts drehen</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Pictures are opened from this computer only; copy the file here first.</source>
        <translation>Bilder werden nur von diesem Computer geöffnet; die Datei zuerst hierher kopieren.</translation>
    </message>
</context>
<context>
    <name>PresetRow</name>
    <message>
        <source>Look</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Looks</translation>
    </message>
    <message>
        <source>Ready-made looks. Choosing one sets all that decides how the painting looks, and nothing else; Ctrl+Z takes it back.</source>
        <translation>Fertige Looks. Die Wahl setzt alles, was das Aussehen des gemalten Bildes bestimmt, und sonst nichts; Strg+Z nimmt sie zurück.</translation>
    </message>
    <message>
        <source>Save, rename, import, export or remove looks</source>
        <translation>Looks speichern, umbenennen, importieren, exportieren oder entfernen</translation>
    </message>
    <message>
        <source>Your own settings</source>
        <translation>Eigene Einstellungen</translation>
    </message>
</context>
<context>
    <name>Presets</name>
    <message>
        <source>As published in 2016</source>
        <translation>Wie 2016 veröffentlicht</translation>
    </message>
    <message>
        <source>Classic</source>
        <translation>Klassisch</translation>
    </message>
    <message>
        <source>Fine strokes</source>
        <translation>Feine Striche</translation>
    </message>
    <message>
        <source>Gentle</source>
        <translation>Sanft</translation>
    </message>
    <message>
        <source>Large strokes</source>
        <translation>Große Striche</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Kräftig</translation>
    </message>
    <message>
        <source>The photograph&apos;s colours</source>
        <translation>Farben des Fotos</translation>
    </message>
    <message>
        <source>Veil</source>
        <translation>Schleier</translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>Progress of the painting</source>
        <translation>Fortschritt des Malens</translation>
    </message>
    <message>
        <source>Scale {scale} of {scales}  ·  Iteration {iteration} of {iterations}</source>
        <translation>Größenstufe {scale} von {scales}  ·  Durchgang {iteration} von {iterations}</translation>
    </message>
    <message>
        <source>The picture is painted at one size after the other: large shapes first, detail last. The small ones take more iterations, and far less time; the number under Advanced is that of the last one.</source>
        <translation>Das Bild wird in einer Größe nach der anderen gemalt: große Formen zuerst, Einzelheiten zuletzt. Die kleinen brauchen mehr Durchgänge und viel weniger Zeit; die Zahl unter Erweitert gilt der letzten.</translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <translation>noch ein paar Sekunden</translation>
    </message>
    <message>
        <source>about {hours} h left</source>
        <translation>noch etwa {hours} h</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>noch etwa {minutes} min</translation>
    </message>
    <message>
        <source>about {seconds} s left</source>
        <translation>noch etwa {seconds} s</translation>
    </message>
    <message>
        <source>time left unknown</source>
        <translation>Restzeit unbekannt</translation>
    </message>
    <message>
        <source>{time} elapsed</source>
        <translation>{time} vergangen</translation>
    </message>
</context>
<context>
    <name>QueueKeeper</name>
    <message numerus="yes">
        <source>%n paintings are waiting from last time.</source>
        <translation>
            <numerusform>Ein Bild wartet noch vom letzten Mal.</numerusform>
            <numerusform>%n Bilder warten noch vom letzten Mal.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paintings of last time&apos;s queue cannot be read; a copy of them is in {aside}.</source>
        <translation>
            <numerusform>Ein Bild der Warteschlange vom letzten Mal lässt sich nicht lesen; eine Kopie davon ist in {aside}.</numerusform>
            <numerusform>%n Bilder der Warteschlange vom letzten Mal lassen sich nicht lesen; eine Kopie davon ist in {aside}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paintings of the queue lack a picture; show where it is.</source>
        <translation>
            <numerusform>Einem Bild der Warteschlange fehlt eine Vorlage; zeigen, wo sie liegt.</numerusform>
            <numerusform>%n Bildern der Warteschlange fehlt eine Vorlage; zeigen, wo sie liegt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>being painted</source>
        <translation>wird gemalt</translation>
    </message>
    <message>
        <source>could not be painted</source>
        <translation>nicht gelungen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>picture not found</source>
        <translation>Vorlage nicht gefunden</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message numerus="yes">
        <source>%n lack a picture</source>
        <translation>
            <numerusform>einem fehlt eine Vorlage</numerusform>
            <numerusform>%n fehlt eine Vorlage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paintings are waiting from last time</source>
        <translation>
            <numerusform>Ein Bild wartet noch vom letzten Mal</numerusform>
            <numerusform>%n Bilder warten noch vom letzten Mal</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Clear done</source>
        <translation>&amp;Fertige ausräumen</translation>
    </message>
    <message>
        <source>&amp;Empty the queue</source>
        <translation>&amp;Warteschlange leeren</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Nochmals</translation>
    </message>
    <message>
        <source>Begin nothing new; the present painting is finished</source>
        <translation>Nichts Neues beginnen; das jetzige Bild wird fertig</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Ausräumen</translation>
    </message>
    <message>
        <source>Delete takes out what is selected; Alt with the up and down arrows moves it</source>
        <translation>Entf nimmt heraus, was ausgewählt ist; Alt mit Pfeil auf und ab verschiebt es</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Find pictures…</source>
        <translation>Bilder finden …</translation>
    </message>
    <message>
        <source>Hold the queue</source>
        <translation>Warteschlange anhalten</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Paint the queue</source>
        <translation>Warteschlange malen</translation>
    </message>
    <message>
        <source>Paint what waits, one after the other</source>
        <translation>Malen, was wartet, eines nach dem anderen</translation>
    </message>
    <message>
        <source>Queue of paintings</source>
        <translation>Warteschlange der Bilder</translation>
    </message>
    <message>
        <source>Queue paintings with Paint ▸ Add to queue, or drop several photographs at once.</source>
        <translation>Bilder kommen über Malen ▸ In die Warteschlange hierher, oder wenn mehrere Fotos zugleich abgelegt werden.</translation>
    </message>
    <message>
        <source>Show where the pictures are that this painting is made from</source>
        <translation>Zeigen, wo die Bilder liegen, aus denen dieses Bild entsteht</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Herausnehmen</translation>
    </message>
    <message>
        <source>Take out what is done, or everything; what is being painted stays</source>
        <translation>Herausnehmen, was fertig ist, oder alles; das Bild, an dem gerade gemalt wird, bleibt</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>noch etwa {time}</translation>
    </message>
    <message>
        <source>{done} done, {waiting} waiting</source>
        <translation>{done} fertig, {waiting} warten</translation>
    </message>
    <message>
        <source>{failed} could not be painted</source>
        <translation>{failed} nicht gelungen</translation>
    </message>
</context>
<context>
    <name>QueueSeveralDialog</name>
    <message numerus="yes">
        <source>%n pictures will be queued, with the present settings.</source>
        <translation>
            <numerusform>%n Bild wird mit den jetzigen Einstellungen eingereiht.</numerusform>
            <numerusform>%n Bilder werden mit den jetzigen Einstellungen eingereiht.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Photographs</source>
        <translation>&amp;Fotos</translation>
    </message>
    <message>
        <source>Add paintings</source>
        <translation>Gemälde hinzufügen</translation>
    </message>
    <message>
        <source>Add paintings…</source>
        <translation>Gemälde hinzufügen …</translation>
    </message>
    <message>
        <source>Add photographs</source>
        <translation>Fotos hinzufügen</translation>
    </message>
    <message>
        <source>Add photographs…</source>
        <translation>Fotos hinzufügen …</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>Einreihen</translation>
    </message>
    <message>
        <source>One picture for each pair</source>
        <translation>Ein Bild für jedes Paar</translation>
    </message>
    <message>
        <source>One picture for each photograph, in a mixed style</source>
        <translation>Ein Bild für jedes Foto, in gemischtem Stil</translation>
    </message>
    <message>
        <source>{count:,} pictures are too many at once; take at most {most}.</source>
        <translation>{count:,} Bilder sind zu viele auf einmal; höchstens {most} nehmen.</translation>
    </message>
    <message>
        <source>P&amp;aintings</source>
        <translation>&amp;Gemälde</translation>
    </message>
    <message>
        <source>Paintings are used</source>
        <translation>Gemälde verwenden</translation>
    </message>
    <message>
        <source>Queue several</source>
        <translation>Mehrere einreihen</translation>
    </message>
    <message>
        <source>Tick at least one photograph and one painting.</source>
        <translation>Mindestens ein Foto und ein Gemälde anhaken.</translation>
    </message>
    <message>
        <source>Whether each picture takes its style from one painting or from all that are ticked</source>
        <translation>Ob jedes Bild seinen Stil von einem Gemälde nimmt oder von allen angehakten</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>alle zusammen</translation>
    </message>
    <message>
        <source>each by itself</source>
        <translation>jedes für sich</translation>
    </message>
</context>
<context>
    <name>RecentFiles</name>
    <message>
        <source>C&amp;lear this list</source>
        <translation>Liste &amp;leeren</translation>
    </message>
    <message>
        <source>Forget these files; the files themselves stay where they are</source>
        <translation>Diese Dateien vergessen; die Dateien selbst bleiben, wo sie sind</translation>
    </message>
    <message>
        <source>Nothing was opened yet</source>
        <translation>Noch nichts geöffnet</translation>
    </message>
    <message>
        <source>Open re&amp;cent</source>
        <translation>Zu&amp;letzt geöffnet</translation>
    </message>
    <message>
        <source>Paintings</source>
        <translation>Gemälde</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Photographs, paintings and recipes used before</source>
        <translation>Zuvor verwendete Fotos, Gemälde und Rezepte</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>Rezepte</translation>
    </message>
    <message>
        <source>{path} is not there any more</source>
        <translation>{path} ist nicht mehr da</translation>
    </message>
</context>
<context>
    <name>RecipeModel</name>
    <message>
        <source>Add a painting</source>
        <translation>Ein Gemälde hinzufügen</translation>
    </message>
    <message>
        <source>Choose a photograph</source>
        <translation>Ein Foto wählen</translation>
    </message>
    <message>
        <source>Choose a photograph and a painting to start.</source>
        <translation>Zum Starten ein Foto und ein Gemälde wählen.</translation>
    </message>
    <message>
        <source>Choose a photograph to start.</source>
        <translation>Zum Starten ein Foto wählen.</translation>
    </message>
    <message>
        <source>Choose at least one painting to start.</source>
        <translation>Zum Starten mindestens ein Gemälde wählen.</translation>
    </message>
    <message>
        <source>This setting was not taken over: {problem}.</source>
        <translation>Diese Einstellung wurde nicht übernommen: {problem}.</translation>
    </message>
</context>
<context>
    <name>ResultsShelf</name>
    <message>
        <source>Find earlier paintings</source>
        <translation>Frühere Bilder finden</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Finden …</translation>
    </message>
    <message>
        <source>No painting fits; clear what is looked for to see all of them.</source>
        <translation>Kein Bild passt; ein leeres Suchfeld zeigt wieder alle.</translation>
    </message>
    <message>
        <source>No painting with a star fits; press Starred again to see the others.</source>
        <translation>Kein Bild mit Stern passt; noch einmal auf „Mit Stern“ zeigt auch die anderen.</translation>
    </message>
    <message>
        <source>Only starred paintings</source>
        <translation>Nur Bilder mit Stern</translation>
    </message>
    <message>
        <source>Show only paintings with a star</source>
        <translation>Nur Bilder mit einem Stern zeigen</translation>
    </message>
    <message>
        <source>Show only paintings with these words in their note or their names</source>
        <translation>Nur Bilder zeigen, in deren Notiz oder Namen diese Wörter vorkommen</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>Mit Stern</translation>
    </message>
    <message>
        <source>Your paintings are kept here.</source>
        <translation>Gemalte Bilder bleiben hier.</translation>
    </message>
</context>
<context>
    <name>ResultsStrip</name>
    <message>
        <source>Click a painting, or press Enter on it, to see it again; Delete takes it away</source>
        <translation>Ein Klick auf ein Bild oder die Eingabetaste zeigt es wieder; Entf nimmt es weg</translation>
    </message>
    <message>
        <source>Earlier paintings</source>
        <translation>Frühere Bilder</translation>
    </message>
    <message>
        <source>Newer paintings</source>
        <translation>Neuere Bilder</translation>
    </message>
    <message>
        <source>Older paintings</source>
        <translation>Ältere Bilder</translation>
    </message>
    <message>
        <source>Your paintings are kept here.</source>
        <translation>Gemalte Bilder bleiben hier.</translation>
    </message>
</context>
<context>
    <name>RunPresenter</name>
    <message>
        <source>Could not paint</source>
        <translation>Nicht gelungen</translation>
    </message>
    <message>
        <source>Earlier painting</source>
        <translation>Früheres Bild</translation>
    </message>
    <message>
        <source>Ended early</source>
        <translation>Vorzeitig beendet</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Painting</source>
        <translation>Es wird gemalt</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>Wird vorbereitet …</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Show a painting first; then another can be compared with it.</source>
        <translation>Zuerst ein Bild anzeigen; dann lässt sich ein anderes damit vergleichen.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Stopped before anything was painted.</source>
        <translation>Gestoppt, bevor etwas gemalt war.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird gestoppt …</translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>Aitzol Berasategi, CC BY 4.0</source>
        <translation>Aitzol Berasategi, CC BY 4.0</translation>
    </message>
    <message>
        <source>Bal du moulin de la Galette</source>
        <translation>Bal du moulin de la Galette</translation>
    </message>
    <message>
        <source>Chelsea the cat</source>
        <translation>Chelsea, die Katze</translation>
    </message>
    <message>
        <source>Clemens Engelhardt, CC0</source>
        <translation>Clemens Engelhardt, CC0</translation>
    </message>
    <message>
        <source>Composition VIII</source>
        <translation>Komposition VIII</translation>
    </message>
    <message>
        <source>Dandelions in evening light</source>
        <translation>Löwenzahn im Abendlicht</translation>
    </message>
    <message>
        <source>Daniel Büchele, CC BY 2.0</source>
        <translation>Daniel Büchele, CC BY 2.0</translation>
    </message>
    <message>
        <source>Divided colour</source>
        <translation>Zerlegte Farbe</translation>
    </message>
    <message>
        <source>Eileen Collins by NASA, public domain</source>
        <translation>Eileen Collins, von der NASA, gemeinfrei</translation>
    </message>
    <message>
        <source>Frédéric Bazille, 1867, public domain</source>
        <translation>Frédéric Bazille, 1867, gemeinfrei</translation>
    </message>
    <message>
        <source>Hills in autumn</source>
        <translation>Hügel im Herbst</translation>
    </message>
    <message>
        <source>Katsushika Hokusai, about 1831, public domain</source>
        <translation>Katsushika Hokusai, um 1831, gemeinfrei</translation>
    </message>
    <message>
        <source>Marbled paper</source>
        <translation>Marmorpapier</translation>
    </message>
    <message>
        <source>Mary Cassatt, 1894, public domain</source>
        <translation>Mary Cassatt, 1894, gemeinfrei</translation>
    </message>
    <message>
        <source>NST Studio, MIT licence</source>
        <translation>NST Studio, MIT-Lizenz</translation>
    </message>
    <message>
        <source>Pen and ink</source>
        <translation>Feder und Tusche</translation>
    </message>
    <message>
        <source>Picos de Europa</source>
        <translation>Picos de Europa</translation>
    </message>
    <message>
        <source>Pierre-Auguste Renoir, 1876, public domain</source>
        <translation>Pierre-Auguste Renoir, 1876, gemeinfrei</translation>
    </message>
    <message>
        <source>Pieter Bruegel the Elder, 1565, public domain</source>
        <translation>Pieter Bruegel der Ältere, 1565, gemeinfrei</translation>
    </message>
    <message>
        <source>Portrait of an astronaut</source>
        <translation>Porträt einer Astronautin</translation>
    </message>
    <message>
        <source>Raccoon</source>
        <translation>Waschbär</translation>
    </message>
    <message>
        <source>Stained glass</source>
        <translation>Buntglas</translation>
    </message>
    <message>
        <source>Stéfan van der Walt, CC0</source>
        <translation>Stéfan van der Walt, CC0</translation>
    </message>
    <message>
        <source>Summertime</source>
        <translation>Sommerzeit</translation>
    </message>
    <message>
        <source>The Benzaiten Shrine at Inokashira in Snow</source>
        <translation>Der Benzaiten-Schrein in Inokashira im Schnee</translation>
    </message>
    <message>
        <source>The Great Wave off Kanagawa</source>
        <translation>Die große Welle vor Kanagawa</translation>
    </message>
    <message>
        <source>The Harvesters</source>
        <translation>Die Kornernte</translation>
    </message>
    <message>
        <source>The Ramparts at Aigues-Mortes</source>
        <translation>Die Stadtmauer von Aigues-Mortes</translation>
    </message>
    <message>
        <source>Thick oil</source>
        <translation>Dick aufgetragenes Öl</translation>
    </message>
    <message>
        <source>Tower of Buddhist Incense, Summer Palace</source>
        <translation>Turm des buddhistischen Weihrauchs, Sommerpalast</translation>
    </message>
    <message>
        <source>Utagawa Hiroshige (1797–1858), public domain</source>
        <translation>Utagawa Hiroshige (1797–1858), gemeinfrei</translation>
    </message>
    <message>
        <source>Village Street in Auvers</source>
        <translation>Dorfstraße in Auvers</translation>
    </message>
    <message>
        <source>Vincent van Gogh, 1890, public domain</source>
        <translation>Vincent van Gogh, 1890, gemeinfrei</translation>
    </message>
    <message>
        <source>Wassily Kandinsky, 1923, public domain</source>
        <translation>Wassily Kandinsky, 1923, gemeinfrei</translation>
    </message>
    <message>
        <source>Watercolour</source>
        <translation>Aquarell</translation>
    </message>
    <message>
        <source>Woodcut</source>
        <translation>Holzschnitt</translation>
    </message>
    <message>
        <source>public-domain-image.com, public domain</source>
        <translation>public-domain-image.com, gemeinfrei</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>A file with this name exists and will be replaced.</source>
        <translation>Eine Datei mit diesem Namen gibt es schon; sie wird ersetzt.</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>16 bits per channel ·</source>
        <translation>16 Bit pro Kanal ·</translation>
    </message>
    <message>
        <source>As far as it is painted; the painting can go on</source>
        <translation>So weit es gemalt ist; das Malen kann weitergehen</translation>
    </message>
    <message>
        <source>As far as it was painted when it ended early</source>
        <translation>So weit es gemalt war, als es vorzeitig endete</translation>
    </message>
    <message>
        <source>As far as it was painted when it was stopped</source>
        <translation>So weit es gemalt war, als es gestoppt wurde</translation>
    </message>
    <message>
        <source>Choose the folder and the name</source>
        <translation>Ordner und Namen wählen</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>More choices</source>
        <translation>Weitere Möglichkeiten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>PNG and TIFF keep every pixel; JPEG, WebP and AVIF make smaller files</source>
        <translation>PNG und TIFF bewahren jeden Bildpunkt; JPEG, WebP und AVIF machen kleinere Dateien</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Save picture as</source>
        <translation>Bild speichern unter</translation>
    </message>
    <message>
        <source>The finished painting</source>
        <translation>Das fertige Bild</translation>
    </message>
    <message>
        <source>The name of the file; its ending decides the format</source>
        <translation>Der Name der Datei; seine Endung bestimmt das Format</translation>
    </message>
    <message>
        <source>There is no field {{{field}}}; the button beside it lists them.</source>
        <translation>Ein Feld {{{field}}} gibt es nicht; der Knopf daneben zählt sie auf.</translation>
    </message>
    <message>
        <source>{photograph}, painted like {paintings}</source>
        <translation>{photograph}, gemalt wie {paintings}</translation>
    </message>
</context>
<context>
    <name>Saver</name>
    <message>
        <source>Saved as {path}.</source>
        <translation>Gespeichert als {path}.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source>A dark window, whatever the system says</source>
        <translation>Ein dunkles Fenster, was auch immer im System eingestellt ist</translation>
    </message>
    <message>
        <source>A light window, whatever the system says</source>
        <translation>Ein helles Fenster, was auch immer im System eingestellt ist</translation>
    </message>
    <message>
        <source>A notification when a painting of more than ten seconds, or a whole queue, has ended and this window is not in front.</source>
        <translation>Eine Nachricht, wenn ein Bild nach mehr als zehn Sekunden oder eine ganze Warteschlange fertig ist und dieses Fenster nicht vorn liegt.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Im Hintergrund</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Change now</source>
        <translation>Jetzt wechseln</translation>
    </message>
    <message>
        <source>Clear list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>Clear the list of recent files</source>
        <translation>Die Liste der zuletzt geöffneten Dateien leeren</translation>
    </message>
    <message>
        <source>Colours of the window</source>
        <translation>Farben des Fensters</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Disk space for earlier paintings</source>
        <translation>Platz für frühere Bilder</translation>
    </message>
    <message>
        <source>Forget which files were opened. The files themselves stay where they are.</source>
        <translation>Vergessen, welche Dateien geöffnet waren. Die Dateien selbst bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>From the next painting on.</source>
        <translation>Ab dem nächsten Bild.</translation>
    </message>
    <message>
        <source>Full speed</source>
        <translation>Volles Tempo</translation>
    </message>
    <message>
        <source>Holds when the window is opened again.</source>
        <translation>Gilt, sobald das Fenster neu geöffnet wird.</translation>
    </message>
    <message>
        <source>How much of the computer painting takes. With another number of cores single strokes may fall differently; the look stays.</source>
        <translation>Wie viel vom Computer das Malen bekommt. Mit einer anderen Zahl von Kernen können einzelne Striche anders fallen; der Look bleibt.</translation>
    </message>
    <message>
        <source>In use: {size} by one painting.</source>
        <translation>Belegt: {size} von einem Bild.</translation>
    </message>
    <message>
        <source>In use: {size} by {count} paintings.</source>
        <translation>Belegt: {size} von {count} Bildern.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Leaves one core of four or more to the window and to other programs</source>
        <translation>Lässt von vier oder mehr Kernen einen für das Fenster und andere Programme</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Light or dark as the system is</source>
        <translation>Hell oder dunkel wie das System</translation>
    </message>
    <message>
        <source>Light or dark surroundings for the picture. The picture itself stays as it is.</source>
        <translation>Helle oder dunkle Umgebung für das Bild. Das Bild selbst bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Memory for painting</source>
        <translation>Speicher zum Malen</translation>
    </message>
    <message>
        <source>No recent files are remembered</source>
        <translation>Keine zuletzt geöffneten Dateien gemerkt</translation>
    </message>
    <message>
        <source>One recent file is remembered</source>
        <translation>Eine zuletzt geöffnete Datei gemerkt</translation>
    </message>
    <message>
        <source>Open where I left off</source>
        <translation>Dort öffnen, wo ich aufgehört habe</translation>
    </message>
    <message>
        <source>Possible as soon as nothing is being painted or saved.</source>
        <translation>Möglich, sobald nichts gemalt oder gespeichert wird.</translation>
    </message>
    <message>
        <source>Say on the desktop when a long painting is done</source>
        <translation>Melden, wenn ein Bild nach längerem Malen fertig ist</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Takes all that the processor has</source>
        <translation>Nimmt alles, was der Prozessor hat</translation>
    </message>
    <message>
        <source>Takes half of the processor and lets all other programs go first</source>
        <translation>Nimmt den halben Prozessor und lässt allen anderen Programmen den Vortritt</translation>
    </message>
    <message>
        <source>The language of the window. It does not change the picture.</source>
        <translation>Die Sprache des Fensters. Sie ändert nichts am Bild.</translation>
    </message>
    <message>
        <source>The most that earlier paintings may take on the disk. Beyond it the oldest go when a new one is kept, but never one with a star.</source>
        <translation>Der meiste Platz, den frühere Bilder auf dem Datenträger belegen dürfen. Darüber weichen die ältesten, wenn ein neues dazukommt, aber nie eines mit Stern.</translation>
    </message>
    <message>
        <source>The oldest without a star go when the next one is kept.</source>
        <translation>Die ältesten ohne Stern weichen, wenn das nächste dazukommt.</translation>
    </message>
    <message>
        <source>The window closes and opens again in this language. Photograph, paintings and settings stay as they are.</source>
        <translation>Das Fenster schließt sich und öffnet sich in dieser Sprache neu. Foto, Gemälde und Einstellungen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>The window opens with the photograph, the paintings and the settings it was closed with. Otherwise it opens empty, and nothing of them is remembered.</source>
        <translation>Das Fenster öffnet sich mit dem Foto, den Gemälden und den Einstellungen, mit denen es geschlossen wurde. Sonst öffnet es sich leer, und nichts davon wird aufgehoben.</translation>
    </message>
    <message>
        <source>There are none yet.</source>
        <translation>Es gibt noch keine.</translation>
    </message>
    <message>
        <source>While painting</source>
        <translation>Beim Malen</translation>
    </message>
    <message>
        <source>{count} recent files are remembered</source>
        <translation>{count} zuletzt geöffnete Dateien gemerkt</translation>
    </message>
    <message>
        <source>{megabytes:,} MB</source>
        <translation>{megabytes:,} MB</translation>
    </message>
    <message>
        <source>{share}; all other programs go first</source>
        <translation>{share}; alle anderen Programme haben Vortritt</translation>
    </message>
    <message>
        <source>{share}; from the next painting on</source>
        <translation>{share}; ab dem nächsten Bild</translation>
    </message>
    <message>
        <source>{used} of {cores} processor cores</source>
        <translation>{used} von {cores} Prozessorkernen</translation>
    </message>
</context>
<context>
    <name>SetupKeeper</name>
    <message>
        <source>These pictures of last time are not where they were: {names}.</source>
        <translation>Diese Bilder vom letzten Mal sind nicht mehr, wo sie waren: {names}.</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>All of it, actual pixels</source>
        <translation>Ganz zeigen, Originalpixel</translation>
    </message>
    <message>
        <source>Closer, further away</source>
        <translation>Näher, weiter weg</translation>
    </message>
    <message>
        <source>Drag the painting out into another program</source>
        <translation>Das Gemalte in ein anderes Programm ziehen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Move it</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Move the divider</source>
        <translation>Die Trennlinie bewegen</translation>
    </message>
    <message>
        <source>On a painting or an earlier picture</source>
        <translation>Auf einem Gemälde oder früheren Bild</translation>
    </message>
    <message>
        <source>On the picture</source>
        <translation>Auf dem Bild</translation>
    </message>
    <message>
        <source>See the photograph while it is held</source>
        <translation>Das Foto sehen, solange gehalten</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>Wegnehmen</translation>
    </message>
</context>
<context>
    <name>SizeChoice</name>
    <message>
        <source>As painted</source>
        <translation>Wie gemalt</translation>
    </message>
    <message>
        <source>Back to the size it was painted at</source>
        <translation>Zurück zu der Größe, in der es gemalt wurde</translation>
    </message>
    <message>
        <source>Count the size in pixels, or as it will be on paper</source>
        <translation>Die Größe in Pixeln angeben, oder wie sie auf Papier sein wird</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>The file is resampled to this size; the painting itself stays as it is</source>
        <translation>Die Datei wird auf diese Größe umgerechnet; das gemalte Bild selbst bleibt, wie es ist</translation>
    </message>
    <message>
        <source>Unit of width and height</source>
        <translation>Einheit von Breite und Höhe</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>cm</source>
        <translation>cm</translation>
    </message>
    <message>
        <source>inch</source>
        <translation>Zoll</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>Pixel</translation>
    </message>
</context>
<context>
    <name>SourcesPresenter</name>
    <message>
        <source>{width:,} × {height:,} px</source>
        <translation>{width:,} × {height:,} px</translation>
    </message>
    <message>
        <source>{width:,} × {height:,} px, cropped</source>
        <translation>{width:,} × {height:,} px, zugeschnitten</translation>
    </message>
</context>
<context>
    <name>StageExporter</name>
    <message>
        <source>Saved as {path}.</source>
        <translation>Gespeichert als {path}.</translation>
    </message>
</context>
<context>
    <name>StyleList</name>
    <message numerus="yes">
        <source>%n paintings</source>
        <translation>
            <numerusform>1 Gemälde</numerusform>
            <numerusform>%n Gemälde</numerusform>
        </translation>
    </message>
    <message>
        <source>Add painting…</source>
        <translation>Gemälde hinzufügen …</translation>
    </message>
    <message>
        <source>Choose more paintings</source>
        <translation>Weitere Gemälde wählen</translation>
    </message>
    <message>
        <source>Drop paintings here</source>
        <translation>Gemälde hierher ziehen</translation>
    </message>
    <message>
        <source>Drop, paste or open the paintings whose style is used</source>
        <translation>Die Gemälde, in deren Stil gemalt wird, hierher ziehen, einfügen oder öffnen</translation>
    </message>
    <message>
        <source>Paintings</source>
        <translation>Gemälde</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Take the picture on the clipboard</source>
        <translation>Das Bild aus der Zwischenablage nehmen</translation>
    </message>
</context>
<context>
    <name>StyleRow</name>
    <message>
        <source>Choose the part of this painting to use, or turn it</source>
        <translation>Den Teil dieses Gemäldes wählen, der verwendet wird, oder es drehen</translation>
    </message>
    <message>
        <source>Crop…</source>
        <translation>Zuschneiden …</translation>
    </message>
    <message>
        <source>How much this painting counts beside the others</source>
        <translation>Wie viel dieses Gemälde neben den anderen zählt</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Take this painting out</source>
        <translation>Dieses Gemälde herausnehmen</translation>
    </message>
    <message>
        <source>Take this painting out (Delete)</source>
        <translation>Dieses Gemälde herausnehmen (Entf)</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Weights matter as soon as there are two paintings.</source>
        <translation>Gewichte zählen, sobald es zwei Gemälde gibt.</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>{number} % of the style</source>
        <translation>{number} % des Stils</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>&amp;Hold the stages</source>
        <translation>Zwischenstände &amp;anhalten</translation>
    </message>
    <message>
        <source>Play the sta&amp;ges</source>
        <translation>Zwischenstände ab&amp;spielen</translation>
    </message>
    <message>
        <source>Scale {scale} of {scales} · Iteration {iteration} of {iterations}</source>
        <translation>Größenstufe {scale} von {scales} · Durchgang {iteration} von {iterations}</translation>
    </message>
    <message>
        <source>The painting</source>
        <translation>Das Bild</translation>
    </message>
</context>
<context>
    <name>TimelineBar</name>
    <message>
        <source>How the painting came about: drag, or use the arrow keys, Page up and down, Home and End. A double click goes back to the painting.</source>
        <translation>Wie das Bild entstanden ist: ziehen, oder Pfeiltasten, Bild auf und ab, Pos1 und Ende. Ein Doppelklick führt zum Bild zurück.</translation>
    </message>
    <message>
        <source>Stage of the painting</source>
        <translation>Zwischenstand des Bildes</translation>
    </message>
</context>
<context>
    <name>WhenNote</name>
    <message>
        <source>A change is for the next painting; the one under way keeps what it began with.</source>
        <translation>Eine Änderung gilt für das nächste Bild; das begonnene behält, womit es begann.</translation>
    </message>
    <message>
        <source>A change reaches the painting under way, from its next iteration on.</source>
        <translation>Eine Änderung erreicht das begonnene Bild, von der nächsten Iteration an.</translation>
    </message>
    <message>
        <source>A change shows as soon as the painting under way is done.</source>
        <translation>Eine Änderung zeigt sich, sobald das begonnene Bild fertig ist.</translation>
    </message>
    <message>
        <source>The painting gets this as soon as it is done.</source>
        <translation>Das Bild bekommt dies, sobald es fertig ist.</translation>
    </message>
    <message>
        <source>The painting goes on with this from its next iteration.</source>
        <translation>Das Malen geht damit ab dem nächsten Durchgang weiter.</translation>
    </message>
    <message>
        <source>This painting keeps what it began with; the next one is painted with this.</source>
        <translation>Dieses Bild behält, womit es begann; das nächste wird damit gemalt.</translation>
    </message>
    <message>
        <source>What can still change reaches the painting under way; the rest is for the next one.</source>
        <translation>Was sich noch ändern lässt, erreicht das begonnene Bild; der Rest gilt für das nächste.</translation>
    </message>
    <message>
        <source>applies now</source>
        <translation>wirkt sofort</translation>
    </message>
    <message>
        <source>at the end</source>
        <translation>am Ende</translation>
    </message>
    <message>
        <source>next</source>
        <translation>danach</translation>
    </message>
    <message>
        <source>next painting</source>
        <translation>nächstes Bild</translation>
    </message>
    <message>
        <source>now</source>
        <translation>sofort</translation>
    </message>
    <message>
        <source>when it is done</source>
        <translation>wenn es fertig ist</translation>
    </message>
</context>
<context>
    <name>WindowFrame</name>
    <message>
        <source>Controls</source>
        <translation>Regler</translation>
    </message>
    <message>
        <source>Earlier paintings</source>
        <translation>Frühere Bilder</translation>
    </message>
    <message>
        <source>Gallery: one click adds a painting</source>
        <translation>Galerie: ein Klick fügt ein Gemälde hinzu</translation>
    </message>
    <message>
        <source>Painting</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Paintings</source>
        <translation>Gemälde</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>The picture appears here</source>
        <translation>Hier erscheint das Bild</translation>
    </message>
</context>
</TS>
